/**
 * Acts `perSecond` times a second, whatever becomes of the acts: an answer that is late does not hold back the next
 * request, and what a busy processor delayed is caught up with. Returns what stops it.
 */
export function pace(perSecond: number, act: () => void): () => void {
  if (perSecond <= 0) return () => {};
  const start = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - start) / 1000) * perSecond);
    for (; done < due; done++) act();
  }, 1000 / perSecond);
  return () => clearInterval(timer);
}

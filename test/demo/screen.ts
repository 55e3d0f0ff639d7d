const QUIET_MILLISECONDS = 2000;
const BETWEEN_LINES = 10_000;

const {isTTY = false, columns = 100} = process.stdout;
const coloured = isTTY && !process.env.NO_COLOR;

let saidAt = Date.now();
let isBeatShown = false;

/** Prints a line, in the place of the sign of life that stands there. */
export function say(line = ""): void {
  clearBeat();
  console.log(line);
  saidAt = Date.now();
}

export const bold = (text: string): string => (coloured ? `\u001b[1m${text}\u001b[0m` : text);
export const dim = (text: string): string => (coloured ? `\u001b[2m${text}\u001b[0m` : text);

/** Does something that may take long, with a sign of life whenever nothing was printed for two seconds. */
export async function alive<T>(about: string, work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const timer = setInterval(() => beat(`  ... ${Math.round((Date.now() - since) / 1000)} s  ${about}`), 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    clearBeat();
  }
}

/** On a terminal one line that changes; elsewhere a line now and then. */
function beat(text: string): void {
  const quiet = Date.now() - saidAt;
  if (!isTTY && quiet >= BETWEEN_LINES) say(text);
  if (!isTTY || quiet < QUIET_MILLISECONDS) return;
  process.stdout.write(`\r\u001b[K${dim(text.slice(0, columns - 1))}`);
  isBeatShown = true;
}

function clearBeat(): void {
  if (isBeatShown) process.stdout.write("\r\u001b[K");
  isBeatShown = false;
}

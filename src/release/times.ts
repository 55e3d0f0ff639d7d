// Moments as people read them, in UTC; they are recorded as ISO 8601 says.

/** Day and time, to the second. */
export function momentText(moment: string): string {
  return moment.slice(0, 19).replace("T", " ");
}

/** The time of a day, to the second. */
export function clockText(moment: string): string {
  return moment.slice(11, 19);
}

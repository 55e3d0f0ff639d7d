/** Numbers as people read them; what is none is a dash. */

/** A share, as a percentage. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${rounded(share * 100)} %` : "-";
}

/** A number of things, or any number. */
export function amount(value: number): string {
  return Number.isFinite(value) ? `${rounded(value)}` : "-";
}

/** A time in seconds. */
export function time(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-";
  return seconds < 1 ? `${rounded(seconds * 1000)} ms` : `${rounded(seconds)} s`;
}

function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(2));
}

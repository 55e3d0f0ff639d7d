import {DjcdError} from "../errors.ts";

const SECONDS = {s: 1, m: 60, h: 3600} as const;

/** Seconds of a duration as Helm and Go write it: `90s`, `2m`, `1h30m`; nothing where it is none. */
export function secondsOf(duration: string): number | undefined {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)([smh])/g)];
  if (parts.length === 0 || parts.map(([text]) => text).join("") !== duration) return undefined;
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * SECONDS[unit as keyof typeof SECONDS], 0);
}

/** The same of a text that has to be a duration. */
export function seconds(duration: string): number {
  const found = secondsOf(duration);
  if (found !== undefined) return found;
  throw new DjcdError(`"${duration}" is no duration. Type one as in 90s, 2m or 1h30m`);
}

/** A number of seconds as a person says it. */
export function inWords(total: number): string {
  const minutes = Math.floor(total / 60);
  const rest = total % 60;
  return minutes === 0 ? `${rest}s` : rest === 0 ? `${minutes}m` : `${minutes}m${rest}s`;
}

import {DjcdError} from "../errors.ts";
import {secondsOf} from "../strategies/duration.ts";

/** Seconds of a duration that was typed after a flag; none is no time at all. */
export function readDuration(flag: string, text: string): number {
  const seconds = secondsOf(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  throw new DjcdError(`${flag} ${text}: a duration is needed, as in 90s, 2m or 1h30m`);
}

/** A URL that was typed after a flag. */
export function readUrl(flag: string, text: string): string {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return text;
  throw new DjcdError(`${flag} ${text}: a URL is needed, as in http://10.0.0.1:8080`);
}

import type {ApiError} from "./api-error.ts";
import {missingIn, missingText} from "./rights.ts";

type Words = (error: ApiError) => string;

const isInTrouble: Words = ({status, said}) =>
  `the API server is in trouble (${status}: ${said}). Type the command again in a minute`;

/** What the API server means by a status, and what to type. */
const WORDS: Readonly<Record<number, Words>> = {
  401: () =>
    "the cluster does not know you (401): your login has ended, or the token is wrong. Log in again, then type the command again",
  403: (error) => {
    const missing = missingIn(error.said);
    return missing ? missingText([missing]) : `the API server refused: ${error.message}`;
  },
  429: isInTrouble,
  500: isInTrouble,
  502: isInTrouble,
  503: isInTrouble,
  504: isInTrouble,
};

/** An answer that is no success, in words. */
export function refusedText(error: ApiError): string {
  return WORDS[error.status]?.(error) ?? `the API server refused: ${error.message}`;
}

import {DjcdError, EXIT, type ExitCode, type Reason} from "../errors.ts";
import {ApiError} from "../kubernetes/api-error.ts";
import {refusedText} from "../kubernetes/refused.ts";

/** An error, with the release that the command was about. */
class ErrorOf extends Error {
  readonly release: string;

  constructor(release: string, cause: unknown) {
    super(release, {cause});
    this.release = release;
  }
}

/** Whatever ends an action says which release it was about. */
export async function about<T>(release: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new ErrorOf(release, error);
  }
}

/** How a command failed. */
export interface Failure {
  readonly release?: string;
  readonly code: ExitCode;
  readonly reason?: Reason;
  readonly message: string;
}

/** What an error means to the person who typed the command: theirs to mend, the cluster's, or a defect of ours. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ErrorOf) return {release: error.release, ...failureOf(error.cause)};
  if (error instanceof DjcdError)
    return {code: error.code, message: error.message, ...(error.reason ? {reason: error.reason} : {})};
  if (error instanceof ApiError) return {code: EXIT.error, message: refusedText(error)};
  const {stack, message} = error as Error;
  return {code: EXIT.error, message: `this is a defect of djcd: ${stack ?? message}`};
}

/** A failure on the way back from another one: that one first, and it is not gone back from. */
export function secondFailure(first: Error, second: unknown): DjcdError {
  const {code, reason, message} = failureOf(second);
  const exit = code === EXIT.wentBack ? EXIT.error : code;
  return new DjcdError(`${first.message}\nthe way back ended before its end: ${message}`, {
    code: exit,
    reason,
    cause: second,
  });
}

/** All but what a program printed. */
export function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}

const OUTCOMES = {
  [EXIT.done]: "done",
  [EXIT.error]: "failed",
  [EXIT.wouldChange]: "would change",
  [EXIT.wentBack]: "went back",
  [EXIT.refused]: "refused",
} as const satisfies Record<ExitCode, string>;

/** A failure as a machine reads it. */
export function failureJson({code, release, reason, message}: Failure): string {
  return `${JSON.stringify({release, outcome: OUTCOMES[code], reason, message}, null, 2)}\n`;
}

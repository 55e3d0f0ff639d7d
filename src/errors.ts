/** Exit codes of every command; promise 10 of the design. */
export const EXIT = {done: 0, error: 1, wouldChange: 2, wentBack: 3, refused: 4} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * An end that we can explain: the message says what happened to which object, then what to type.
 * Everything else that is thrown is a defect of ours and is shown with its stack.
 */
export class DjcdError extends Error {
  readonly code: ExitCode;

  constructor(message: string, options: {code?: ExitCode; cause?: unknown} = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause});
    this.name = "DjcdError";
    this.code = options.code ?? EXIT.error;
  }
}

/** A refusal by a safety gate: nothing has been changed. */
export function refusal(message: string): DjcdError {
  return new DjcdError(message, {code: EXIT.refused});
}

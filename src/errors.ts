/** Exit codes of every command; promise 10 of the design. */
export const EXIT = {done: 0, error: 1, wouldChange: 2, wentBack: 3, refused: 4} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command ended as it did, in a word that a pipeline can act on; the README lists them. */
export type Reason =
  /** Another command is at work on the release. */
  | "lock-held"
  /** The rollout that was meant is not the one that is out. */
  | "superseded"
  /** This version was rejected before. */
  | "rejected"
  /** A person has to say how it goes on. */
  | "waiting-for-person"
  /** Somebody else's release, or one of a chart that this djcd does not speak with. */
  | "not-ours"
  /** The new version failed a check. */
  | "check-failed"
  /** What was measured of the new version is worse than its bounds allow. */
  | "analysis-failed"
  /** Not enough could be measured to let the new version go on. */
  | "not-enough-data"
  /** The plan in a file was made for another state of things. */
  | "out-of-date"
  | "nothing-to-do";

/**
 * An end that we can explain: the message says what happened to which object, then what to type.
 * Everything else that is thrown is a defect of ours and is shown with its stack.
 */
export class DjcdError extends Error {
  readonly code: ExitCode;
  readonly reason: Reason | undefined;

  constructor(message: string, options: {code?: ExitCode; reason?: Reason | undefined; cause?: unknown} = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause});
    this.name = "DjcdError";
    this.code = options.code ?? EXIT.error;
    this.reason = options.reason;
  }
}

/** A refusal by a safety gate: nothing has been changed. */
export function refusal(message: string, reason?: Reason): DjcdError {
  return new DjcdError(message, {code: EXIT.refused, reason});
}

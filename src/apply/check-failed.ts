import {DjcdError, EXIT, type Reason} from "../errors.ts";

/** A check of the new version failed: the answer is another plan, the way back. */
export class CheckFailed extends DjcdError {
  constructor(message: string, reason: Reason = "check-failed") {
    super(message, {code: EXIT.wentBack, reason});
    this.name = "CheckFailed";
  }
}

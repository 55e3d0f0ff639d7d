import {DjcdError, EXIT} from "../errors.ts";

/** A check of the new version failed: the answer is another plan, the way back. */
export class CheckFailed extends DjcdError {
  constructor(message: string) {
    super(message, {code: EXIT.wentBack, reason: "check-failed"});
    this.name = "CheckFailed";
  }
}

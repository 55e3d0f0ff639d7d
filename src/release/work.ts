/** What a command that changes a release says of itself while it does so, on the lock. */
export interface Work {
  readonly verb: string;
  /** Who typed it, and where. */
  readonly by: string;
  /** When it began. */
  readonly since: string;
  /** The rollout that it is about. */
  readonly rollout?: number;
  /** What it brings, where it brings a version. */
  readonly image?: string;
  /** The step that it is at, as the plan has it, and how many there are. */
  readonly step?: number;
  readonly of?: number;
  readonly does?: string;
  /** What it waits for, and until when where that is known. */
  readonly waits?: string;
  readonly until?: string;
  /** The candidate's share that comes next. */
  readonly next?: number;
  /** An upgrade that it found cut short before its version was listed: it stays known until this one is at its end. */
  readonly over?: Work;
}

/** The text that is put down. */
export function workText(work: Work): string {
  return JSON.stringify(work);
}

/** What was put down; nothing where somebody wrote something else there, or a djcd that says it in other words. */
export function readWork(text: string | undefined): Work | undefined {
  try {
    const work = JSON.parse(text ?? "") as Partial<Work>;
    return typeof work.verb === "string" && typeof work.by === "string" ? (work as Work) : undefined;
  } catch {
    return undefined;
  }
}

/** `upgrade of #3 by ann@laptop`. */
export function workTitle({verb, rollout, by}: Work): string {
  return `${verb}${rollout === undefined ? "" : ` of #${rollout}`} by ${by}`;
}

/** `step 5 of 11: pause 2m`; nothing where it had not begun. */
export function workPlace({step, of, does}: Work): string | undefined {
  return step === undefined ? undefined : `step ${step} of ${of}: ${does}`;
}

/** `form` and `order` are the two requests of a customer who orders. */
export const KINDS = ["kept-alive", "fresh", "form", "order", "slow-view"] as const;

export type Kind = (typeof KINDS)[number];

/** What came of one request on the wire. `status` without `error` is a whole answer. */
export interface Answer {
  sentAt: number;
  endedAt: number;
  status?: number;
  version?: string;
  slot?: string;
  cookies: string[];
  body: string;
  /** The connection had carried a request before. */
  reused: boolean;
  /** Given up by the client, after its own timeout. */
  timedOut: boolean;
  error?: string;
}

export type Verdict = {is: "ok"} | {is: "slow"} | {is: "failed"; reason: string};

/** Judges an answer. A timeout is slow and no failure: a starved processor is not a dropped request. */
export function judge(kind: Kind, answer: Answer): Verdict {
  if (answer.timedOut) return {is: "slow"};
  if (answer.error !== undefined) return {is: "failed", reason: answer.error};
  if (isExpected(kind, answer.status ?? 0)) return {is: "ok"};
  return {is: "failed", reason: `status ${answer.status}`};
}

// A form that is shown again answers 200, and stores nothing.
function isExpected(kind: Kind, status: number): boolean {
  return kind === "order" ? status === 302 : status >= 200 && status < 300;
}

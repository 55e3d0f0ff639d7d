import type {Finding} from "./finding.ts";

/** One look at a step: what must not be at all, and each metric judged. */
export interface Look {
  readonly trips: readonly string[];
  readonly findings: readonly Finding[];
}

/** How long a pause lasts, and how much longer where there is not enough data. */
export interface Patience {
  readonly seconds: number;
  readonly extendSeconds: number;
}

export type Decision =
  | {readonly is: "go on"}
  | {readonly is: "wait"}
  | {readonly is: "extend"; readonly why: string}
  | {readonly is: "hold"; readonly why: string}
  | {readonly is: "go back"; readonly why: string};

/** What follows from a look after so many seconds: a failure waits for nothing, and nothing but a pass goes on. */
export function decide({trips, findings}: Look, elapsed: number, {seconds, extendSeconds}: Patience): Decision {
  const failed = findings.find(({verdict}) => verdict === "fail");
  const why = trips[0] ?? (failed && failureText(failed));
  if (why) return {is: "go back", why};
  if (elapsed < seconds) return {is: "wait"};
  const open = findings.find(({verdict}) => verdict !== "pass");
  if (!open) return {is: "go on"};
  const missing = `${open.metric}: not enough data${open.why ? ` (${open.why})` : ""}`;
  return elapsed < seconds + extendSeconds ? {is: "extend", why: missing} : {is: "hold", why: missing};
}

function failureText({metric, candidate, live, bound}: Finding): string {
  return `${metric} of the candidate is ${candidate}, live has ${live}, and the bound is ${bound}`;
}

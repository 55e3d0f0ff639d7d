import type {Values} from "../helm/helm-release.ts";

/** A request that a new version has to answer before it gets traffic. */
export interface SmokeCheck {
  readonly path: string;
  readonly method: string;
  readonly status: number;
  /** What headers of the answer have to be, by their names. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text that the answer has to hold. */
  readonly contains: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Reads `smoke` out of computed values. */
export function smokeOf({smoke = []}: Values): readonly SmokeCheck[] {
  const defaults = {method: "GET", status: 200, headers: {}, contains: ""};
  return (smoke as readonly Pick<SmokeCheck, "path">[]).map((given) => ({...defaults, ...given}));
}

/** What is wrong with an answer; nothing where it is as expected. */
export function smokeFault(check: SmokeCheck, answer: Answer | string): string | undefined {
  const asked = `smoke check ${check.method} ${check.path}`;
  if (typeof answer === "string") return `${asked}: ${answer}`;
  if (answer.status !== check.status) return `${asked}: status ${answer.status}, and ${check.status} is expected`;
  const wrong = Object.entries(check.headers).find(
    ([name, value]) => `${answer.headers[name.toLowerCase()]}` !== value,
  );
  if (wrong)
    return `${asked}: header ${wrong[0]} is ${answer.headers[wrong[0].toLowerCase()] ?? "missing"}, and ${wrong[1]} is expected`;
  if (answer.body.includes(check.contains)) return undefined;
  return `${asked}: the answer does not hold "${check.contains}"`;
}

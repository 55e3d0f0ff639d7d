import type {Look} from "../analysis/decision.ts";
import {type Finding, findingText} from "../analysis/finding.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import type {Question} from "./question.ts";
import type {Plan} from "./step.ts";

/** Whether a plan gives the candidate that is out more traffic before anything looks at it. */
export function raisesUnseen(observation: Observation, {steps}: Plan): boolean {
  const {candidate, traffic} = recordOf(observation);
  const first = steps.find(({kind}) => kind === "shift" || kind === "pause" || kind === "fill");
  if (!candidate || first?.kind !== "shift") return false;
  return (first.block.traffic[candidate] ?? 0) > (traffic[candidate] ?? 0);
}

/** A plan that gives the candidate more traffic says how it does now, and asks where that is no pass. */
export function tellOfVerdict(observation: Observation, plan: Plan, look: Look | undefined): Plan {
  if (!look) return plan;
  const {number, candidate, traffic} = recordOf(observation);
  const weight = (candidate && traffic[candidate]) ?? 0;
  if (weight === 0) return {...plan, says: [...plan.says, `no verdict: #${number} has had no traffic yet`]};
  const numbers = [...look.trips, ...look.findings.map(findingText)].map((line) => `  ${line}`);
  const says = [...plan.says, `how #${number} does at ${weight} % now:`, ...numbers];
  return {...plan, says, questions: [...plan.questions, ...questionsOf(number, look)]};
}

/** A failure wants its name for an answer; what is not known a plain yes. */
function questionsOf(number: number, {trips, findings}: Look): Question[] {
  const having = (verdict: Finding["verdict"]): string[] =>
    findings.filter((finding) => finding.verdict === verdict).map(({metric}) => metric);
  const failing = [...trips, ...having("fail")];
  if (failing.length > 0) return [asked("verdict", `#${number} fails: ${failing.join(", ")}`)];
  const open = having("not enough data");
  return open.length > 0 ? [asked("unmeasured", `too little is known of #${number}: ${open.join(", ")}`)] : [];
}

function asked(kind: "verdict" | "unmeasured", what: string): Question {
  return {kind, name: kind, text: `${what}. Give it more traffic all the same?`};
}

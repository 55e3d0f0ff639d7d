import {strayRoutes} from "../observe/stray-routes.ts";
import {keyOf} from "../release/manifest.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {handOver} from "./hand-over.ts";
import type {Question} from "./question.ts";
import type {Plan, Step, Version} from "./step.ts";

/** The live version by another router. */
export interface RouterMove {
  readonly from: string;
  readonly to: string;
  /** What is live, with the values of the other router. */
  readonly version: Version;
  /** Objects of the other router that do not stand yet, by kind and name. */
  readonly opens: readonly string[];
  /** Objects of routing that go when the other router is recorded. */
  readonly closes: readonly string[];
  /** Whether both routes are left open, for a person to go on. */
  readonly waits: boolean;
}

/**
 * The route of the other router is opened beside the one that is there, and seen to answer; then the values and the record
 * follow, and with the record the old one goes. Cut short before that, both lead to what is live.
 */
export function planMove(observation: Observation, move: RouterMove): Plan {
  const {from, to, opens, waits, version} = move;
  const {release} = observation;
  const block = recordOf(observation);
  const why = `router ${to} in place of ${from}`;
  const ends: Step[] = [
    {kind: "adjust", slot: block.live, version, why},
    {kind: "shift", block, why},
    ...closeRoutes(strayRoutes(observation).map(keyOf), opens),
  ];
  const open: Step[] = opens.length > 0 ? [{kind: "open-route", router: to, objects: opens, version}] : [];
  return {
    release,
    steps: [...handOver(observation), ...open, ...(waits ? [] : ends)],
    says: [`${release} moves from router ${from} to ${to}: ${movesText(move)}. No pod is touched`],
    questions: waits ? [] : closedToAll(move),
    next: waits
      ? [`helm djcd upgrade ${release} --set router=${to} ...`, `helm djcd finish ${release}`]
      : [`helm djcd status ${release}`],
  };
}

function movesText({opens, closes, waits}: RouterMove): string {
  const opened =
    opens.length > 0 ? `${opens.join(", ")} ${opens.length > 1 ? "open" : "opens"} beside it` : "it changes in place";
  const closed = waits
    ? "both stay open until the same is typed without --pause="
    : `then ${closes.join(", ") || "nothing"} goes`;
  return `${opened}, ${closed}`;
}

/** Without an object of routing a release is reached inside the cluster alone. */
function closedToAll({opens, closes}: RouterMove): Question[] {
  if (opens.length > 0 || closes.length === 0) return [];
  const text = `${closes.join(", ")} goes, and nothing leads in from outside after that. Go on?`;
  return [{kind: "entrance", name: "entrance", text}];
}

/** What was opened beside the recorded route, and what is not to stay, goes. */
export function closeRoutes(strays: readonly string[], kept: readonly string[] = []): Step[] {
  const objects = strays.filter((key) => !kept.includes(key));
  return objects.length > 0 ? [{kind: "close-route", objects}] : [];
}

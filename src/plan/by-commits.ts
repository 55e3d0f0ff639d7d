import {refusal} from "../errors.ts";
import {isFrontStale} from "../observe/drift.ts";
import {routerName} from "../observe/router-of.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import {planRollback} from "./rollback.ts";
import type {Plan, Step, StepKind} from "./step.ts";
import {planWayBack} from "./way-back.ts";

/** Steps whose work a values file does by itself: it says how many pods a slot has, and has no older revisions. */
const DONE_BY_FILES: ReadonlySet<StepKind> = new Set(["scale-up", "prune"]);

/**
 * A plan as commits bring it about. The slot's own Job migrates, so that is waited for once the slot is filled. A front
 * that differs from the live slot's file, which the team may edit between two rollouts, is written again.
 */
export function byCommits(observation: Observation, plan: Plan): Plan {
  const steps = migrationsLater(plan.steps.filter(({kind}) => !DONE_BY_FILES.has(kind)));
  return {...plan, steps: [...steps, ...frontAgain(observation, steps)]};
}

function migrationsLater(steps: readonly Step[]): Step[] {
  const migrate = steps.filter(({kind}) => kind === "migrate");
  const others = steps.filter(({kind}) => kind !== "migrate");
  const fill = others.findIndex(({kind}) => kind === "fill");
  return [...others.slice(0, fill + 1), ...migrate, ...others.slice(fill + 1)];
}

function frontAgain(observation: Observation, steps: readonly Step[]): Step[] {
  const isWritten = steps.some(({kind}) => kind === "shift");
  if (isWritten || !isFrontStale(observation)) return [];
  return [{kind: "shift", block: recordOf(observation), why: "as the live slot"}];
}

/**
 * The way back by commits. A file says what is wanted before the cluster shows it: all traffic on a version that the API
 * server then refused would come as soon as it is refused no more, with nobody watching.
 */
export function wayBackByCommits(observation: Observation, rollout: number, isRefused: boolean): Plan {
  const isOnlyWritten = isRefused && phaseOf(observation) === "warm";
  return byCommits(
    observation,
    isOnlyWritten ? planRollback(observation, undefined) : planWayBack(observation, rollout),
  );
}

/** Refuses a router whose object is not in the values files: nobody but djcd could change it. */
export function refuseUncommitted(observation: Observation): void {
  if (routerName(observation) !== "existing") return;
  throw refusal(
    "router existing is an HTTPRoute of your own, which no values file describes: its weights cannot move by commits. Set router: gateway-api",
  );
}

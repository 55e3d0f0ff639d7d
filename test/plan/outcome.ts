import {DjcdError, EXIT} from "../../src/errors.ts";
import {planFinish} from "../../src/plan/finish.ts";
import type {Incoming} from "../../src/plan/incoming.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {planRollback, rollbackTarget} from "../../src/plan/rollback.ts";
import {planShift} from "../../src/plan/shift.ts";
import type {Plan, Step, Version} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {planWayBack} from "../../src/plan/way-back.ts";
import {listedSlots, type Traffic} from "../../src/release/block.ts";
import type {Observation} from "../../src/release/observation.ts";
import {recordOf} from "../../src/release/phase.ts";
import {movesOf} from "../../src/strategies/strategies.ts";
import {person} from "../fixtures/worlds/worlds.ts";

/** A version that a slot can be filled with. */
export function version(tag: string): Version {
  return {
    isValidated: false,
    chart: "./charts/shop",
    chartName: "shop-1.0.0",
    image: `shop:${tag}`,
    secrets: [],
    values: {...person, image: {tag}},
    defaults: {},
  };
}

const CANARY = {type: "canary", steps: [25, 50, 100], pause: "2m"};

/** A new version as a canary with timed pauses; what a test is about is given. */
export function incoming(changed: Partial<Incoming> = {}): Incoming {
  return {
    version: version("v2"),
    same: undefined,
    strategy: CANARY,
    moves: movesOf(CANARY),
    pending: [],
    risks: [],
    migrationSeconds: 600,
    says: [],
    ...changed,
  };
}

/** As a person types them. `again` is `upgrade` with what the world holds already. */
export const VERBS = {
  upgrade: (seen, _?: Incoming["same"], given = incoming()) => planUpgrade(seen, given),
  again: (seen, same) => planUpgrade(seen, incoming({same})),
  "shift 25": (seen) => planShift(seen, 25),
  promote: (seen) => planPromote(seen),
  rollback: (seen) => rollback(seen),
  finish: (seen) => planFinish(seen),
  "way back": (seen) => planWayBack(seen, recordOf(seen).number),
} as const satisfies Record<string, (seen: Observation, same: Incoming["same"], given?: Incoming) => Plan>;

export type Verb = keyof typeof VERBS;

/** `rollback`, or `rollback --to N`, where history holds every number. */
export function rollback(seen: Observation, to?: number): Plan {
  const target = rollbackTarget(seen, to);
  const older = target === undefined ? undefined : {number: target, version: version(`of-${target}`)};
  return planRollback(seen, older);
}

/** A plan in one line: its steps, or what it says where there is nothing to do, or the refusal. */
export function outcome(plan: () => Plan): string {
  try {
    const {steps, says} = plan();
    return steps.length > 0 ? steps.map(brief).join(", ") : `says: ${says.join(" ")}`;
  } catch (error) {
    if (!(error instanceof DjcdError)) throw error;
    return `${error.code === EXIT.refused ? "refused" : "error"}: ${error.message}`;
  }
}

/** A step in a word or three. */
export function brief(step: Step): string {
  if (step.kind === "shift") return weights(step.block.traffic);
  if (step.kind === "pause") return `pause ${step.seconds}`;
  if (step.kind === "fill") return `fill ${step.slot} #${step.number}`;
  return "slot" in step ? `${step.kind} ${step.slot}` : step.kind;
}

function weights(traffic: Traffic): string {
  return listedSlots(traffic)
    .map((slot) => `${slot}=${traffic[slot]}`)
    .join("/");
}

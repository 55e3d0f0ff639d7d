import type {HelmRelease} from "../helm/helm-release.ts";
import {writtenTraffic} from "../observe/router-of.ts";
import {isReady, restarts} from "../ready/pod.ts";
import {personValues, trafficText} from "../release/block.ts";
import {SLOTS, type Slot, slotRelease} from "../release/names.ts";
import {type Observation, wantedPods} from "../release/observation.ts";
import {fingerprint} from "./fingerprint.ts";
import type {Plan, Step} from "./step.ts";

/** Something that a plan rests on, under a name that a person understands. */
export interface Fact {
  /** What may be shown of it; nothing where it could hold what a person gave. */
  readonly seen: string | undefined;
  readonly sha256: string;
}

export type Facts = Readonly<Record<string, Fact>>;

/** Everything that a plan rests on: what was observed, what is given, and the steps that came of it. */
export function factsOf(observation: Observation, plan: Plan, rendered: unknown): Facts {
  return {...observedFacts(observation), ...givenFacts(plan, rendered), steps: fact(plan.steps.map(comparable))};
}

/** The step that brings a version, or other settings for one; nothing where a plan moves what is there. */
export function bringingStep({steps}: Plan): Extract<Step, {kind: "fill" | "adjust"}> | undefined {
  return steps.find((step) => step.kind === "fill" || step.kind === "adjust");
}

function fact(value: unknown, seen?: string): Fact {
  return {seen, sha256: fingerprint(value)};
}

function observedFacts(observation: Observation): Facts {
  const {release, front, runningJobs} = observation;
  return {
    [`release ${release}`]: revision(front),
    ...Object.assign({}, ...SLOTS.map((slot) => slotFacts(observation, slot))),
    route: routeFact(observation),
    "migration Jobs that run": fact(runningJobs.map(({metadata}) => metadata.name).sort(), `${runningJobs.length}`),
  };
}

function revision(release: HelmRelease | undefined): Fact {
  const seen = release ? `revision ${release.revision}` : "does not exist";
  return fact([seen, release?.status], seen);
}

function slotFacts({release, slots}: Observation, slot: Slot): Facts {
  const {pods, release: held} = slots[slot];
  const [ready, wanted] = [pods.filter(isReady).length, wantedPods(slots[slot])];
  const each = pods.map((pod) => ({name: pod.metadata.name, ready: isReady(pod), restarts: restarts(pod)}));
  return {
    [`release ${slotRelease(release, slot)}`]: revision(held),
    [`values of ${slot}`]: fact(held && personValues(held.values)),
    [`pods of ${slot}`]: fact(
      [wanted, each.toSorted((a, b) => (a.name < b.name ? -1 : 1))],
      `${ready}/${wanted} ready`,
    ),
  };
}

function routeFact(observation: Observation): Fact {
  const {objects, owned, gateway, liveService} = observation.route;
  const weights = writtenTraffic(observation);
  const split = [...objects, ...(owned ? [owned] : [])].map(({metadata: {name, annotations}, ...object}) => ({
    ...object,
    metadata: {name, annotations},
    status: undefined,
  }));
  const route = [split, gateway?.spec.listeners, liveService?.spec.selector];
  return fact(route, weights ? trafficText(weights) : "does not exist");
}

/** What an upgrade, or a rollback to an older version, brings along. */
function givenFacts(plan: Plan, rendered: unknown): Facts {
  const step = bringingStep(plan);
  if (!step) return {};
  const {version} = step;
  const from = step.kind === "fill" ? step.from : undefined;
  const [values, chart] = from === undefined ? ["values given", "chart"] : [`values of #${from}`, `chart of #${from}`];
  return {
    [values]: fact(version.values),
    [chart]: fact([version.chartName, rendered], version.chartName),
    ...(step.kind === "fill" ? {"migrations pending": fact(step.needs, step.needs?.join(", ") || "none")} : {}),
  };
}

/** A step without what has a fact of its own, and without who plans it: another person may apply what one has planned. */
function comparable(step: Step): unknown {
  if ("version" in step) return {...step, version: step.version.image};
  if (step.kind !== "shift") return step;
  const rejected = step.block.rejected?.map(({number, reason}) => ({number, reason}));
  return {...step, block: {...step.block, rejected}};
}

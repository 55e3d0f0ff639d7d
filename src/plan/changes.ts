import {partOf} from "../release/block.ts";
import {changeLines, changesBetween, sideOf} from "../release/changes.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease, numberIn, recordOf} from "../release/phase.ts";
import {bringingStep} from "./facts.ts";
import {slotToTake} from "./secrets.ts";
import type {Plan, Version} from "./step.ts";
import {storedVersion} from "./stored-version.ts";

/** Adds to a plan how the version that it brings, or gives all traffic, differs from the one that is live. */
export function tellChanges(observation: Observation, plan: Plan): Plan {
  const version = versionBrought(observation, plan);
  if (!version) return plan;
  const changes = changesBetween(liveNumber(observation), sideOf(liveRelease(observation)), version);
  const lines = changeLines(changes);
  const head = `changes against #${changes.since}, which is live:`;
  const said = lines.length > 0 ? [head, ...shortened(lines)] : [`${head} none in image, chart and values`];
  return {...plan, says: [...plan.says, ...said], changes};
}

/** The version that a plan is about; nothing where the same one stays live. */
export function versionBrought(observation: Observation, plan: Plan): Version | undefined {
  const step = bringingStep(plan);
  if (step) return step.version;
  const slot = slotToTake(observation, plan);
  const release = slot && slot !== recordOf(observation).live && observation.slots[slot].release;
  return release && partOf(release) === "slot" ? storedVersion(release) : undefined;
}

function liveNumber(observation: Observation): number {
  return numberIn(observation, recordOf(observation).live) ?? 0;
}

const MOST = 40;

function shortened(lines: readonly string[]): string[] {
  const shown = lines.slice(0, MOST).map((line) => `  ${line}`);
  return lines.length > MOST ? [...shown, `  and ${lines.length - MOST} more: -o json has them all`] : shown;
}

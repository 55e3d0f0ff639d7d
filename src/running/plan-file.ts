import {readFile, writeFile} from "node:fs/promises";
import {resolve} from "node:path";
import * as yaml from "js-yaml";
import type {Session} from "../apply/session.ts";
import {DjcdError} from "../errors.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {bringingStep, type Facts, factsOf} from "../plan/facts.ts";
import {
  type Purpose,
  readSavedPlan,
  refuseChanged,
  refuseOtherPurpose,
  refuseOutOfDate,
  type SavedPlan,
  savedPlanText,
} from "../plan/saved-plan.ts";
import type {Plan} from "../plan/step.ts";
import {blockOf, slotValues} from "../release/block.ts";
import {keyOf} from "../release/manifest.ts";
import {slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import type {VerbArguments} from "../typed/options.ts";
import {quoted} from "../typed/quoted.ts";

/** The file of `--save-plan` or `--use-plan`: a plan that was made is kept there, or held against what is there. */
export interface PlanFile {
  meet(session: Session, observation: Observation, plan: Plan): Promise<void>;
}

type Files = Pick<VerbArguments, "save-plan" | "use-plan">;

/** Opens the file that the flags name; a plan that was made for something else is refused before anything is observed. */
export async function openPlanFile(cwd: string, flags: Files, purpose: Purpose): Promise<PlanFile> {
  const {"save-plan": save, "use-plan": use} = flags;
  if (use !== undefined) return held(use, await readPlan(cwd, use), purpose);
  if (save === undefined) return {meet: async () => {}};
  return {
    meet: async (session, observation, plan) =>
      writePlan(cwd, save, savedPlanText(purpose, plan, await findFacts(session, observation, plan))),
  };
}

function held(file: string, saved: SavedPlan, purpose: Purpose): PlanFile {
  refuseOtherPurpose(file, saved, purpose);
  return {
    meet: async (session, observation, plan) =>
      refuseOutOfDate(file, saved.facts, await findFacts(session, observation, plan)),
  };
}

/** A plan that somebody looks at: what it rests on is kept while it is shown, and held against what is there when it is done. */
export function shownFacts(): {readonly kept: PlanFile; readonly held: PlanFile} {
  let shown: Facts = {};
  const kept: PlanFile = {
    meet: async (session, observation, plan) => {
      shown = await findFacts(session, observation, plan);
    },
  };
  const held: PlanFile = {
    meet: async (session, observation, plan) => refuseChanged(shown, await findFacts(session, observation, plan)),
  };
  return {kept, held};
}

/** A chart is what it renders: a folder may change under the same version. */
async function findFacts({helm}: Session, observation: Observation, plan: Plan): Promise<Facts> {
  const step = bringingStep(plan);
  if (!step) return factsOf(observation, plan, undefined);
  const {slot, version} = step;
  const values = slotValues(version.values, blockOf(0, undefined), 1);
  const rendered = await helm.template(slotRelease(observation.release, slot), version.chart, values);
  return factsOf(observation, plan, byName(rendered));
}

/** The two Helms print the same objects in other words and another order; hooks count too, for Helm runs them. */
function byName(manifest: string): ReadonlyMap<string, KubeObject> {
  const objects = yaml.loadAll(manifest).filter(Boolean) as KubeObject[];
  return new Map(objects.map((object) => [keyOf(object), object]));
}

async function readPlan(cwd: string, file: string): Promise<SavedPlan> {
  try {
    return readSavedPlan(file, await readFile(resolve(cwd, file), "utf8"));
  } catch (cause) {
    if (cause instanceof DjcdError) throw cause;
    throw new DjcdError(`${quoted(file)} cannot be read. Make it with --save-plan ${quoted(file)}`, {cause});
  }
}

async function writePlan(cwd: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text);
  } catch (cause) {
    throw new DjcdError(`${quoted(file)} cannot be written: ${(cause as Error).message}`, {cause});
  }
}

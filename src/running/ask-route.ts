import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import {chartFiles} from "../helm/chart-files.ts";
import {ApiError} from "../kubernetes/api-error.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {collectionPath, type Kind, objectPath} from "../kubernetes/paths.ts";
import {missingIn, missingText} from "../kubernetes/rights.ts";
import {routerOf} from "../observe/router-of.ts";
import {routeWrites} from "../plan/route-writes.ts";
import type {Plan} from "../plan/step.ts";
import {type FrontBlock, frontValues, listedSlots, trafficText} from "../release/block.ts";
import {objectsIn} from "../release/manifest.ts";
import {hasRole, type Observation} from "../release/observation.ts";
import {ownedBy} from "../release/ownership.ts";
import {liveRelease} from "../release/phase.ts";

/**
 * Asks the API server, and every policy behind it, whether it will take what the whole rollout writes on the route: at
 * the last step it would be late to hear.
 */
export async function askRoute(session: Session, observation: Observation, plan: Plan): Promise<void> {
  const {api, namespace} = session;
  const router = routerOf(observation);
  const object = router.object(observation.route);
  const path = object && objectPath(object.kind as Kind, namespace, object.metadata.name);
  const writes = object ? routeWrites(observation, plan) : [];
  const asked = writes.map(({traffic, patch}) =>
    wouldTake(session, object as KubeObject, traffic, api.tryPatch(path ?? "", "json-patch", patch)),
  );
  // In the order of the rollout, whichever answer comes first: the same refusal is told each time.
  const answers = await Promise.allSettled([
    ...asked,
    router.patchIsWhole ? undefined : askCanary(session, observation, plan),
  ]);
  const refused = answers.find((answer) => answer.status === "rejected");
  if (refused) throw refused.reason;
}

/** Where a share is an object of its own, the record makes it. */
async function askCanary(session: Session, observation: Observation, plan: Plan): Promise<void> {
  const block = plan.steps.map((step) => (step.kind === "shift" ? step.block : undefined)).find(hasTwo);
  if (!block) return;
  const {api, namespace, helm} = session;
  const {release, route} = observation;
  const live = liveRelease(observation);
  const manifest = await helm.template(release, chartFiles(live.chart), frontValues(live, block, 1));
  const isThere = ({metadata}: KubeObject): boolean => route.objects.some((one) => one.metadata.name === metadata.name);
  const made = objectsIn(manifest).filter((object) => hasRole(object, "canary") && !isThere(object));
  for (const object of made) {
    const path = collectionPath(object.kind as Kind, namespace);
    await wouldTake(
      session,
      object,
      trafficText(block.traffic),
      api.tryCreate(path, ownedBy(release, namespace, object)),
    );
  }
}

function hasTwo(block: FrontBlock | undefined): boolean {
  return block !== undefined && listedSlots(block.traffic).length === 2;
}

async function wouldTake(
  session: Session,
  {kind, metadata}: KubeObject,
  traffic: string,
  asked: Promise<void>,
): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 404) throw error;
    const missing = missingIn(error.said);
    if (missing) throw refusal(missingText([missing]));
    if (/does not support dry run/.test(error.said)) return session.says(`  not asked before: ${error.said}`);
    throw refusal(
      `the API server refuses what this writes on ${kind} ${metadata.name} for ${traffic}: ${error.said}. ` +
        "Nothing was changed. Let that policy take it, then type the command again",
    );
  }
}

import {refusal} from "../errors.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import type {Service} from "../kubernetes/objects.ts";
import {routerOf} from "../observe/router-of.ts";
import {objectsIn} from "../release/manifest.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import {hasRole, type Observation} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {renamedIn, wayInto} from "../release/way-in.ts";

/** Refuses a version of which the route and the live Service, which lead to both slots, would miss one. */
export function refuseRenamed(observation: Observation, manifest: string, slot: Slot): void {
  const given = wayInto(manifest, slot);
  const live = wayInto(liveRelease(observation).manifest, recordOf(observation).live);
  const fault = given && live && renamedIn(given, live, slot, routerOf(observation).bySelector);
  if (fault) throw refusal(fault);
}

/** The same of a version that Helm's history holds, in the slot that it was in then. */
export function refuseRenamedOlder(observation: Observation, {name, manifest}: HelmRelease): void {
  const slot = SLOTS.find((one) => name.endsWith(`-${one}`));
  if (slot) refuseRenamed(observation, manifest, slot);
}

/** Refuses another name for the live Service: whoever asks it by the old one would find nobody. */
export function refuseOtherLiveService({route}: Observation, front: string): void {
  const rendered = objectsIn(front).find((object) => hasRole(object, "live-service")) as Service | undefined;
  const [given, now] = [rendered?.metadata.name, route.liveService?.metadata.name];
  if (given === undefined || now === undefined || given === now) return;
  throw refusal(
    `this version calls the live Service ${given}, and it is ${now}: whoever asks for that would find nobody. Keep its name as it is live`,
  );
}

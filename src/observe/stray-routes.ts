import type {KubeObject} from "../kubernetes/objects.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import type {Observation} from "../release/observation.ts";
import {ownerOf} from "../release/ownership.ts";

/**
 * Objects of routing that were opened beside those that are recorded: a move to another router waits, or was cut short.
 * They lead to the live Service, and so to whatever is live, for as long as they stand.
 */
export function strayRoutes({front, route, release}: Observation): readonly KubeObject[] {
  // Of a front that is gone nobody knows what it rendered.
  if (front.manifest === "") return [];
  const recorded = new Set(objectsIn(front.manifest).map(keyOf));
  return route.objects.filter((object) => ownerOf(object) === release && !recorded.has(keyOf(object)));
}

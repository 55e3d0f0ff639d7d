import type {Observation} from "./observation.ts";

/** Kinds of all objects that the releases of the front and of both slots hold, and of a route that a person owns. */
export function kindsIn({front, slots, route}: Observation): ReadonlySet<string> {
  const manifests = [front, slots.blue.release, slots.green.release].map((release) => release?.manifest ?? "");
  const owned = route.owned ? [route.owned.kind] : [];
  return new Set([
    ...owned,
    ...manifests.flatMap((manifest) => [...manifest.matchAll(/^kind: (\w+)/gm)].map(([, kind = ""]) => kind)),
  ]);
}

import type {Observation} from "./observation.ts";

/** Kinds of all objects that the releases of the front and of both slots hold. */
export function kindsIn({front, slots}: Observation): ReadonlySet<string> {
  const manifests = [front, slots.blue.release, slots.green.release].map((release) => release?.manifest ?? "");
  return new Set(
    manifests.flatMap((manifest) => [...manifest.matchAll(/^kind: (\w+)/gm)].map(([, kind = ""]) => kind)),
  );
}

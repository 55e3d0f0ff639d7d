import {isDeepStrictEqual} from "node:util";
import type {JsonPatch} from "../../src/routers/router.ts";

type Tree = Record<string, unknown>;

/** Applies a patch as the API server does: a `test` that does not hold refuses the whole of it. */
export function applyPatch<T extends object>(object: T, patch: JsonPatch): T {
  const copy = structuredClone(object);
  for (const {op, path, value} of patch) {
    const keys = path
      .split("/")
      .slice(1)
      .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Tree>((at, key) => at[key] as Tree, copy as Tree);
    if (op === "test" && !isDeepStrictEqual(parent[last], value)) throw new Error(`test failed at ${path}`);
    if (op === "replace") parent[last] = value;
  }
  return copy;
}

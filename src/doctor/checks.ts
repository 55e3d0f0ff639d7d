import {clocks} from "./clocks.ts";
import type {Facts} from "./facts.ts";
import type {Finding} from "./finding.ts";
import {gateways} from "./gateways.ts";
import {leftovers} from "./leftovers.ts";
import {may} from "./may.ts";
import {versions} from "./versions.ts";

type Check = (facts: Facts) => readonly Finding[];

/** Everything that the doctor looks at, in the order in which it tells. */
const CHECKS = {versions, rights: may, gateways, clock: clocks, leftovers} as const satisfies Record<string, Check>;

/** A finding, and the check that it is of. */
export type Told = Finding & {readonly check: keyof typeof CHECKS};

/** All findings. */
export function examine(facts: Facts): Told[] {
  const checks = Object.entries(CHECKS) as [keyof typeof CHECKS, Check][];
  return checks.flatMap(([check, look]) => look(facts).map((finding) => ({check, ...finding})));
}

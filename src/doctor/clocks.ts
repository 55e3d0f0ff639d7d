import type {Facts} from "./facts.ts";
import {type Finding, ok, warn} from "./finding.ts";

const TOLERABLE_SECONDS = 5;

/** Times in histories and in the lock are compared by people: they should be of one clock. */
export function clocks({skewSeconds}: Facts): Finding[] {
  if (skewSeconds === undefined) return [warn("clock: the API server does not say its time")];
  const away = Math.abs(skewSeconds);
  if (away <= TOLERABLE_SECONDS) return [ok("clock: as the API server's")];
  return [
    warn(`clock: ${away} s ${skewSeconds > 0 ? "ahead of" : "behind"} the API server's. Set this machine's clock`),
  ];
}

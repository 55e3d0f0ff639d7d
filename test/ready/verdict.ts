import type {Readiness} from "../../src/ready/readiness.ts";

/** A verdict in one line. */
export function verdict(readiness: Readiness): string {
  return readiness.state === "ready" ? "ready" : `${readiness.state}: ${readiness.reason}`;
}

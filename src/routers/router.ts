import type {Kind} from "../cluster/paths.ts";
import type {Readiness} from "../ready/readiness.ts";
import type {Traffic} from "../release/block.ts";
import type {PerSlot, Slot} from "../release/names.ts";
import type {RouteObjects} from "../release/observation.ts";

export type JsonPatch = readonly {readonly op: "test" | "replace"; readonly path: string; readonly value: unknown}[];

/** The object that a router writes to. */
export interface RouteObject {
  readonly kind: Kind;
  readonly name: string;
}

/** Where traffic shall go: the slots that the route lists, their weights and the Services behind them. */
export interface Target {
  readonly live: Slot;
  readonly traffic: Traffic;
  readonly services: PerSlot<string | undefined>;
}

/** What splits traffic: pure functions from observed objects to facts and patches. */
export interface Router {
  /** Whether any share is possible, or only 0 and 100. */
  readonly weights: boolean;
  /** Whether each answer says which slot gave it, and a header leads to a slot on the production host. */
  readonly marksAnswers: boolean;
  /** How long the data plane may take to follow, in seconds. */
  readonly propagationSeconds: number;
  /** The object that holds the weights; nothing where it does not exist. */
  object(route: RouteObjects): RouteObject | undefined;
  /** The weights that are on the object. */
  read(route: RouteObjects): Traffic | undefined;
  /** The patch that brings the target about; empty where it is there already. */
  patch(route: RouteObjects, target: Target): JsonPatch;
  /** Whether the router says that it took what is written; ready where it says nothing at all. */
  readiness(route: RouteObjects): Readiness;
}

import type {Values} from "../helm/helm-release.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import type {Kind} from "../kubernetes/paths.ts";
import type {Readiness} from "../ready/readiness.ts";
import type {Traffic} from "../release/block.ts";
import type {PerSlot, Slot} from "../release/names.ts";
import type {RouteObjects} from "../release/observation.ts";

export type JsonPatch = readonly {readonly op: "test" | "replace"; readonly path: string; readonly value: unknown}[];

/** Where traffic shall go: the slots that the route lists, their weights and the Services behind them. */
export interface Target {
  readonly live: Slot;
  readonly traffic: Traffic;
  readonly services: PerSlot<string | undefined>;
  /** Whether answers go without the mark of their slot, which a policy may refuse. */
  readonly isUnmarked?: boolean;
}

/** An object of routing that a person owns. */
export interface NamedRoute {
  readonly kind: Kind;
  readonly name: string;
}

/** What splits traffic: pure functions from observed objects to facts and patches. */
export interface Router {
  /** Kinds of the objects that it splits traffic with; what of them belongs to the release is observed. */
  readonly kinds: readonly Kind[];
  /** Whether any share is possible, or only 0 and 100. */
  readonly weights: boolean;
  /** Whether it moves traffic by the selector of the live Service, of which everything but the slot stays until it is recorded. */
  readonly bySelector: boolean;
  /** Whether each answer says which slot gave it. */
  readonly marksAnswers: boolean;
  /** Whether a header leads to each listed slot on the production host. */
  readonly leadsByHeader: boolean;
  /** Whether a header leads to the slot that is not live, on the production host. */
  readonly leadsToCandidate: boolean;
  /**
   * Whether the patch leaves the object as the chart would render it. Where not, the record does the rest, and while it
   * is written the shares stay what the patch made them.
   */
  readonly patchIsWhole: boolean;
  /** How long the data plane may take to follow, in seconds. */
  readonly propagationSeconds: number;
  /** Where a person owns the object: which one, by the values. */
  readonly named?: (values: Values) => NamedRoute;
  /** Why that object cannot be used, in words. */
  readonly fault?: (route: RouteObjects, named: NamedRoute) => string | undefined;
  /**
   * An object of its routing as it stands beside the route of another router: it leads to a Service, and where it is to
   * be seen, the header leads through it to the slot that is live. Nothing where a person owns the object.
   */
  readonly beside?: (object: KubeObject, service: string, seenAs: Slot | undefined) => KubeObject;
  /** The object that holds the weights; nothing where it does not exist: then the record makes it. */
  object(route: RouteObjects): KubeObject | undefined;
  /** The weights that are on the object. */
  read(route: RouteObjects): Traffic | undefined;
  /** The patch that brings the target about; empty where it is there already. */
  patch(route: RouteObjects, target: Target): JsonPatch;
  /** Whether the router says that it took what is written; ready where it says nothing at all. */
  readiness(route: RouteObjects): Readiness;
}

import type {AnalysisSettings} from "../analysis/settings.ts";
import type {SmokeCheck} from "../analysis/smoke.ts";
import type {ChartSource} from "../helm/chart-files.ts";
import type {RevisionLabel, Values} from "../helm/helm-release.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import type {FrontBlock} from "../release/block.ts";
import type {Changes} from "../release/changes.ts";
import type {NamedHook} from "../release/hooks.ts";
import type {Slot} from "../release/names.ts";
import type {ObjectChange} from "../release/object-changes.ts";
import type {Question} from "./question.ts";

/** A version that a slot can be filled with. */
export interface Version {
  readonly chart: ChartSource;
  /** Name and version of the chart, for people. */
  readonly chartName: string;
  readonly image: string;
  /** Whether Helm has validated each field that it renders before, in a release that it made. */
  readonly isValidated: boolean;
  /** Names of the Secrets that it reads and does not bring. */
  readonly secrets: readonly string[];
  /** What a person said, whole; printed only as what differs, secrets left out. */
  readonly values: Values;
  /** What its chart says where a person said nothing. */
  readonly defaults: Values;
  /** The digest among the values that no person gave: what ran before. */
  readonly pinned?: string;
}

/** One thing done to the cluster. Each can be run again after a kill, and then does what is left of it. */
export type Step =
  /** Takes back the half-made revision of a Helm that was killed. */
  | {readonly kind: "discard"; readonly label: RevisionLabel}
  /** Renders a slot again as it is recorded: what somebody deleted comes back. */
  | {readonly kind: "restore"; readonly slot: Slot}
  /** Waits until the migration Jobs of a plain install have ended. */
  | {readonly kind: "await-jobs"}
  /** Marks the first slot's objects so that Helm keeps them when they leave the manifest of `part: all`. */
  | {readonly kind: "keep"; readonly slot: Slot}
  /** Makes the first slot a release of its own. */
  | {readonly kind: "adopt"; readonly slot: Slot}
  /** Makes the first release the front. */
  | {readonly kind: "become-front"; readonly block: FrontBlock}
  /** Takes the `part: all` revisions out of history: a rollback to one would delete the live slot. */
  | {readonly kind: "prune-unmanaged"}
  | {readonly kind: "unkeep"; readonly slot: Slot}
  | {
      readonly kind: "migrate";
      readonly slot: Slot;
      readonly version: Version;
      readonly pending: readonly string[];
      readonly seconds: number;
    }
  | {
      readonly kind: "fill";
      readonly slot: Slot;
      readonly number: number;
      readonly version: Version;
      readonly needs: readonly string[] | undefined;
      /** The rollout whose version this is again: what runs once for a version ran then. */
      readonly from?: number;
      /** Hooks of a team's own templates that Helm runs with it. */
      readonly hooks?: readonly NamedHook[];
      readonly why: string;
    }
  /** Gives a slot other settings, its version untouched. */
  | {readonly kind: "adjust"; readonly slot: Slot; readonly version: Version; readonly why: string}
  /** Opens the route of another router beside the one that is recorded, and looks whether it answers. */
  | {
      readonly kind: "open-route";
      readonly router: string;
      /** By kind and name. */
      readonly objects: readonly string[];
      readonly version: Version;
    }
  /** Takes away objects of routing that no record holds. */
  | {readonly kind: "close-route"; readonly objects: readonly string[]}
  /** Scales an autoscaled slot, which an HPA leaves at 0, up to what all of the traffic needs now. */
  | {readonly kind: "scale-up"; readonly slot: Slot}
  /** Waits until a slot may take requests; one that an HPA sizes is grown to what all of the traffic needs, and held there. */
  | {readonly kind: "ready"; readonly slot: Slot}
  /** Writes weights on the route, then records them in the front. */
  | {readonly kind: "shift"; readonly block: FrontBlock; readonly why: string}
  /** Asks a slot that gets no traffic yet. */
  | {readonly kind: "smoke"; readonly slot: Slot; readonly checks: readonly SmokeCheck[]}
  /** Lets time pass, and looks meanwhile whether the candidate does well. */
  | {
      readonly kind: "pause";
      readonly seconds: number;
      /** When it began, of one that is gone on with. */
      readonly since?: string;
      readonly analysis?: AnalysisSettings;
      readonly checks?: readonly SmokeCheck[];
    }
  /** Gives the data plane time to stop sending to a slot. */
  | {readonly kind: "drain"; readonly slot: Slot}
  /** Takes the front's revisions that give a slot weight out of history: after scale-down a rollback to one is an outage. */
  | {readonly kind: "prune"; readonly slot: Slot}
  | {readonly kind: "scale-down"; readonly slot: Slot}
  /** Removes a Helm release of this name, and its history. */
  | {readonly kind: "uninstall"; readonly name: string; readonly hooks: readonly NamedHook[]}
  /** Removes what belongs to no release: the migration Jobs, the ledger, and what `helm test` left. */
  | {readonly kind: "clear-jobs"; readonly tests: readonly KubeObject[]};

export type StepKind = Step["kind"];

/** The commands that change a release. */
export type Verb = "upgrade" | "shift" | "promote" | "hold" | "resume" | "rollback" | "finish" | "uninstall";

/** What one command will do, and what a person types after it. */
export interface Plan {
  readonly release: string;
  readonly steps: readonly Step[];
  /** Said above the steps: what is meant, and what was found out on the way. */
  readonly says: readonly string[];
  /** To be answered before anything changes. */
  readonly questions: readonly Question[];
  /** What to type next. */
  readonly next: readonly string[];
  /** Where its traffic goes back to, which nothing but the route may keep it from. */
  readonly back?: FrontBlock;
  /** The rollout that waits for a person when the steps are done. */
  readonly waits?: number;
  /** How the version that gets traffic differs from the one that is live. */
  readonly changes?: Changes;
  /** How its objects differ, where a person wants to see that. */
  readonly objects?: readonly ObjectChange[];
}

/** A plan that changes nothing and says why. */
export function nothingToDo(release: string, says: string, next: readonly string[] = []): Plan {
  return {release, steps: [], says: [says], questions: [], next};
}

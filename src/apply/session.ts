import type {Context} from "../context.ts";
import type {Helm} from "../helm/helm.ts";
import type {Api} from "../kubernetes/api.ts";
import type {Lock} from "../kubernetes/held-lock.ts";
import type {Verb} from "../plan/step.ts";
import type {Origin} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import type {Turn} from "./turn.ts";
import type {World} from "./world.ts";

/** A connection to one namespace of a cluster, and what a command said of how to use it. */
export interface Session {
  readonly context: Context;
  readonly api: Api;
  readonly helm: Helm;
  readonly namespace: string;
  /** How long one wait may take, in seconds. */
  readonly timeout: number;
  /** The same where a person said it: for what has a limit of its own. */
  readonly typedTimeout?: number | undefined;
  readonly probeUrl: string | undefined;
  /** Who typed the command, where it runs, and why: every revision that it makes says so. */
  readonly origin: Origin;
  /** When the login to the cluster ends by itself, where that is known. */
  readonly loginEnds?: Date | undefined;
  readonly turn: Turn;
  /** A command of ours as a person types it for this namespace. */
  asTyped(command: string): string;
  /** Progress for people; never on stdout when that carries JSON. */
  says(line: string): void;
}

/** A session that may write, for one release. Its writes ask the lock by themselves, and end what was seen before. */
export interface WriteSession extends Session {
  readonly release: string;
  /** What was typed. */
  readonly verb: Verb;
  readonly lock: Lock;
  readonly world: World;
  /** For what is told of a step, and no look sees: the ledger, Events. */
  readonly diary: Api;
}

/** The world as it is now. */
export function look({world}: WriteSession): Promise<Observation> {
  return world.now();
}

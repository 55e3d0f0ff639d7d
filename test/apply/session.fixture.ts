import type {WriteSession} from "../../src/apply/session.ts";
import {NO_TURN} from "../../src/apply/turn.ts";
import type {HelmUpgrade} from "../../src/helm/helm.ts";
import {observe} from "../../src/observe/observe.ts";
import {apiWith, type ClusterObjects} from "../fixtures/worlds/api.ts";

export interface Told {
  readonly session: WriteSession;
  /** What was written, in order. */
  readonly done: string[];
  readonly said: string[];
}

/** A session on a cluster that never changes, whose time passes at once. */
export function sessionOn(objects: ClusterObjects): Told {
  const done: string[] = [];
  const said: string[] = [];
  let now = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const upgrade = async ({release, description}: HelmUpgrade): Promise<void> => {
    done.push(`helm upgrade ${release}: ${description}`);
  };
  const api = apiWith(objects, (what) => done.push(what));
  const session = {
    context: {clock, env: {}},
    api,
    diary: api,
    helm: {upgrade},
    lock: {assertHeld: () => {}},
    turn: NO_TURN,
    world: {now: () => observe(api, "default", "shop"), changed: () => {}},
    namespace: "default",
    release: "shop",
    verb: "upgrade",
    timeout: 60,
    origin: {by: "ann"},
    says: (line: string) => said.push(line),
  } as unknown as WriteSession;
  return {session, done, said};
}

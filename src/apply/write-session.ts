import type {Helm} from "../helm/helm.ts";
import type {Api} from "../kubernetes/api.ts";
import type {Lock} from "../kubernetes/held-lock.ts";
import {observe} from "../observe/observe.ts";
import type {Verb} from "../plan/step.ts";
import type {Session, WriteSession} from "./session.ts";
import {type Turn, turnOf} from "./turn.ts";
import {worldOf} from "./world.ts";

/** Lets a session write, for one release: each write asks the lock first, and ends what was seen before. */
export function writeSession(session: Session, release: string, verb: Verb, lock: Lock): WriteSession {
  const {api, namespace, context, helm} = session;
  const world = worldOf(context.clock, () => observe(api, namespace, release));
  const turn = turnOf(lock);
  const guarded = guard(turn, world.changed);
  const diary = guardedApi(
    api,
    guard(turn, () => undefined),
  );
  return {
    ...session,
    release,
    verb,
    lock,
    turn,
    world,
    diary,
    api: guardedApi(api, guarded),
    helm: guardedHelm(helm, guarded),
  };
}

type Guard = <A extends unknown[], R>(write: (...args: A) => Promise<R>) => (...args: A) => Promise<R>;

function guard(turn: Turn, changed: () => void): Guard {
  return (write) =>
    async (...args) => {
      await turn.claim();
      try {
        return await write(...args);
      } finally {
        changed();
      }
    };
}

function guardedApi(api: Api, guarded: Guard): Api {
  const {create, replace, patch, remove} = api;
  return {
    ...api,
    create: guarded(create) as Api["create"],
    replace: guarded(replace) as Api["replace"],
    patch: guarded(patch) as Api["patch"],
    remove: guarded(remove),
  };
}

function guardedHelm(helm: Helm, guarded: Guard): Helm {
  return {...helm, upgrade: guarded(helm.upgrade), uninstall: guarded(helm.uninstall)};
}

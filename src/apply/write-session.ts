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
  const world = worldOf(context.clock, api, (kept) => observe(kept, namespace, release));
  const turn = turnOf(lock);
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
    api: guardedApi(
      api,
      guard(turn, (path) => world.changed(path as string)),
    ),
    helm: guardedHelm(
      helm,
      guard(turn, () => world.changed()),
    ),
  };
}

type Guard = <A extends unknown[], R>(write: (...args: A) => Promise<R>) => (...args: A) => Promise<R>;

/** `changed` hears what is written: of the API server the path, of Helm everything. */
function guard(turn: Turn, changed: (what: unknown) => void): Guard {
  return (write) =>
    async (...args) => {
      try {
        return await turn.write(() => write(...args));
      } finally {
        changed(args[0]);
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

import {ApiError} from "../kubernetes/api-error.ts";
import {type Kind, objectPath} from "../kubernetes/paths.ts";
import {refusedText} from "../kubernetes/refused.ts";
import {type FrontBlock, listedSlots} from "../release/block.ts";
import {type Observation, slotServices} from "../release/observation.ts";
import type {Router, Target} from "../routers/router.ts";
import type {WriteSession} from "./session.ts";

/** What became of the route. */
export interface Written {
  /** Whether anything had to be written. */
  readonly moved: boolean;
  /** Why its answers carry no mark of their slot; nothing where they do, as far as the router marks any. */
  readonly unmarked?: string;
}

/**
 * Writes weights on the route. One that somebody deleted comes back with the record. The way back hangs on nothing but
 * the route: where the mark is what the API server refuses, traffic goes without it.
 */
export async function writeRoute(
  session: WriteSession,
  observation: Observation,
  block: FrontBlock,
  router: Router,
): Promise<Written> {
  const target = {...block, services: slotServices(observation)};
  if (!router.object(observation.route)) return {moved: true};
  try {
    return {moved: await write(session, observation, router, target)};
  } catch (error) {
    const isBack = listedSlots(block.traffic).length === 1;
    if (!isBack || !router.marksAnswers || !isRefusal(error)) throw error;
    const moved = await write(session, observation, router, {...target, isUnmarked: true}).catch(() => undefined);
    if (moved === undefined) throw error;
    session.says(`  without the mark on its answers, which the API server refused: ${error.said}`);
    return {moved, unmarked: refusedText(error)};
  }
}

async function write(
  {api, namespace}: WriteSession,
  {route}: Observation,
  router: Router,
  target: Target,
): Promise<boolean> {
  const object = router.object(route);
  const patch = router.patch(route, target);
  if (!object || patch.length === 0) return false;
  await api.patch(objectPath(object.kind as Kind, namespace, object.metadata.name), "json-patch", patch);
  return true;
}

/** A policy, or what else admits writes, says no: the same write will not be taken later either. */
function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && [400, 403, 422].includes(error.status);
}

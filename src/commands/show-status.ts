import type {Context} from "../context.ts";
import {lastSteps} from "../release/last-steps.ts";
import {routerOf} from "../release/router-of.ts";
import {statusOf} from "../release/status.ts";
import {observeNamed, readAll} from "./observe-named.ts";
import {statusText} from "./status-text.ts";

/** Steps that are shown: enough for one rollout of the usual canary. */
const STEPS = 5;

/** Prints where a release stands. */
export async function showStatus(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const {session, observation} = await observeNamed(context, args);
  const recent = observation.revisions.filter(({release}) => release === observation.release).slice(-STEPS);
  const found = statusOf(observation, routerOf(observation));
  const steps = lastSteps(await readAll(session, recent));
  const status = {...found, steps, next: found.next.map(session.asTyped)};
  context.stdout.write(args.output === "json" ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
}

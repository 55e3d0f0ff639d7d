import {pathOf} from "../kubernetes/any-path.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import {listNames} from "../kubernetes/lists.ts";
import {objectPath} from "../kubernetes/paths.ts";
import type {Step} from "../plan/step.ts";
import {forget} from "./ledger.ts";
import type {WriteSession} from "./session.ts";

/** Removes one Helm release, with its history. */
export async function uninstall(step: Extract<Step, {kind: "uninstall"}>, {helm}: WriteSession): Promise<void> {
  await helm.uninstall(step.name, step.hooks.length > 0);
}

/**
 * Migration Jobs and the ledger are made beside Helm; what a Job reads belongs to it and goes with it. What a `helm test`
 * made Helm keeps for its log.
 */
export async function clearJobs({tests}: Extract<Step, {kind: "clear-jobs"}>, session: WriteSession): Promise<void> {
  const {api, namespace, release} = session;
  for (const test of tests) {
    const path = await pathOf(api, namespace, test);
    if (path) await orNothing(api.remove(path));
  }
  for (const name of await listNames(api, "Job", namespace, `app.kubernetes.io/instance=${release}`))
    await orNothing(api.remove(objectPath("Job", namespace, name)));
  await forget(session);
}

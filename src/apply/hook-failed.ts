import {HelmError} from "../helm/helm-process.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import type {Job} from "../kubernetes/objects.ts";
import {objectPath} from "../kubernetes/paths.ts";
import type {NamedHook} from "../release/hooks.ts";
import {CheckFailed} from "./check-failed.ts";
import {lastLines} from "./job-end.ts";
import type {Session} from "./session.ts";

/** As both Helms put it: `failed post-install: ...`, `post-upgrade hooks failed: ...`. */
const FAILED = /(pre|post)-(install|upgrade)( hooks failed)?: ([\s\S]*)/;

/** A hook that failed is a check of the new version that failed: with Helm's words and its Job's own; nothing where Helm failed over something else. */
export async function hookFailed(
  error: unknown,
  hooks: readonly NamedHook[],
  session: Session,
): Promise<CheckFailed | undefined> {
  const [, when, event, , said = ""] = (error instanceof HelmError && FAILED.exec(error.said)) || [];
  if (!when) return undefined;
  const meant = hooks.filter(({events}) => events.includes(`${when}-${event}`));
  const lines = await Promise.all(meant.filter(({kind}) => kind === "Job").map(({name}) => wordsOf(session, name)));
  const names = meant.map(({kind, name}) => `${kind}/${name}`).join(", ");
  return new CheckFailed(`a hook of your own failed (${when}-${event}: ${names}): ${said.trim()}${lines.join("")}`);
}

async function wordsOf(session: Session, name: string): Promise<string> {
  const job = await orNothing(session.api.get<Job>(objectPath("Job", session.namespace, name)));
  return job?.status?.failed ? lastLines(session, job) : "";
}

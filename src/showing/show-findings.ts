import type {Session} from "../apply/session.ts";
import type {Context} from "../context.ts";
import {examine, type Told} from "../doctor/checks.ts";
import {roleText} from "../doctor/role.ts";
import {EXIT} from "../errors.ts";
import {helmSettings} from "../kubernetes/settings.ts";
import {SLOTS} from "../release/names.ts";
import {observeCommitted} from "../running/observe-committed.ts";
import {checkedName, openSession} from "../running/open-session.ts";
import {type Examined, readFacts} from "./read-facts.ts";

/** Prints what the doctor finds. */
export async function showFindings(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const session = await openSession(context, {output: args.output as string});
  const findings = examine(await readFacts(session, await examined(session, args)));
  context.stdout.write(args.output === "json" ? `${JSON.stringify(findings, null, 2)}\n` : findingsText(findings));
  if (findings.some(({level}) => level === "fail")) context.end(EXIT.error);
}

/** The release that was named, with what its values files say where they were named too. */
async function examined(session: Session, args: Readonly<Record<string, unknown>>): Promise<Examined> {
  const release = args.release as string | undefined;
  if (args.read === undefined) return {release: release === undefined ? undefined : checkedName(release)};
  const {observation} = await observeCommitted(session, args);
  const {front, slots} = observation;
  return {release: observation.release, files: [front, ...SLOTS.flatMap((slot) => slots[slot].release ?? [])]};
}

/** Prints the Role for the namespace that Helm names. */
export async function printRole({env, stdout}: Context): Promise<void> {
  stdout.write(roleText(helmSettings(env).namespace ?? "default"));
}

function findingsText(findings: readonly Told[]): string {
  return findings
    .map(({level, says, type}) => `${level.padEnd(5)} ${says}${type ? `\n      Type: ${type}` : ""}\n`)
    .join("");
}

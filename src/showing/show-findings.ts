import type {Context} from "../context.ts";
import {examine, type Told} from "../doctor/checks.ts";
import {roleText} from "../doctor/role.ts";
import {EXIT} from "../errors.ts";
import {helmSettings} from "../kubernetes/settings.ts";
import {checkedName, openSession} from "../running/open-session.ts";
import {readFacts} from "./read-facts.ts";

/** Prints what the doctor finds. */
export async function showFindings(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const session = await openSession(context, {output: args.output as string});
  const release = args.release as string | undefined;
  const findings = examine(await readFacts(session, release === undefined ? undefined : checkedName(release)));
  context.stdout.write(args.output === "json" ? `${JSON.stringify(findings, null, 2)}\n` : findingsText(findings));
  if (findings.some(({level}) => level === "fail")) context.end(EXIT.error);
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

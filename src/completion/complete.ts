import {COMMANDS} from "../commands/commands.ts";
import type {Context} from "../context.ts";
import {completionText} from "./completion-text.ts";
import {type AnyCommand, declaredBy, nameOf} from "./declared.ts";
import {type Candidate, type Wanted, wantedAt} from "./wanted.ts";

/** Nobody waits longer for a list after pressing a key. */
const PATIENCE_MILLISECONDS = 4000;

/** Completes a command line. Whatever goes wrong, there are fewer candidates, and no error. */
export async function complete(context: Context, words: readonly string[]): Promise<string> {
  const typed = words.at(-1) ?? "";
  const wanted = wantedBy(context, words.slice(0, -1), typed);
  const late = context.clock.sleep(PATIENCE_MILLISECONDS).then(() => []);
  const found = wanted.candidates ?? (await Promise.race([lookUp(context, wanted), late]));
  return completionText(wanted, typed, found);
}

function wantedBy(context: Context, [verb, ...given]: readonly string[], typed: string): Wanted {
  const commands = COMMANDS.map((command) => command(context) as AnyCommand);
  if (verb === undefined)
    return {candidates: commands.map((one) => ({value: nameOf(one), describe: `${one.describe}`}))};
  const command = commands.find((one) => nameOf(one) === verb);
  return command ? wantedAt(declaredBy(command), given, typed) : {candidates: []};
}

async function lookUp(context: Context, {source, release}: Wanted): Promise<readonly Candidate[]> {
  if (source === undefined || source === "files") return [];
  try {
    const {findReleases, findRollouts} = await import("./look-up.ts");
    return await (source === "releases" ? findReleases(context) : findRollouts(context, release));
  } catch {
    return [];
  }
}

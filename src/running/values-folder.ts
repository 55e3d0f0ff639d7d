import {stat} from "node:fs/promises";
import {resolve} from "node:path";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import type {ValuesFolder} from "../observe/observe-files.ts";
import {quoted} from "../typed/quoted.ts";
import {checkedName} from "./open-session.ts";

/** What a person says of a release whose record is in values files: its name, which they do not hold, and their folder. */
export interface Named {
  readonly release: string;
  readonly folder: ValuesFolder;
}

/** Reads both; `flag` is what the folder was typed after. */
export async function valuesFolder(
  {cwd}: Context,
  flag: string,
  release: string | undefined,
  shown: string,
): Promise<Named> {
  if (release === undefined)
    throw new DjcdError(`${flag} ${shown}: name the release too, as in: helm djcd status shop --read ${quoted(shown)}`);
  const path = resolve(cwd, shown);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory())
    throw new DjcdError(
      `${flag} ${shown}: there is no such folder. To have one: choose gitops in djcd.yaml and type: helm djcd generate`,
    );
  return {release: checkedName(release), folder: {path, shown}};
}

/** What to type next is typed for the same folder. */
export function typedFor(typed: string, shown: string, push: boolean): string {
  const verb = /^helm djcd (?:upgrade|shift|promote|hold|resume|rollback|finish) /;
  if (verb.test(typed)) return `${typed} --write ${quoted(shown)}${push ? " --push" : ""}`;
  return typed.replace(
    /^helm djcd (?:status|history|report|doctor) .*$/,
    (found) => `${found} --read ${quoted(shown)}`,
  );
}

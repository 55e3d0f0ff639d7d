import type {Pipeline} from "../choices.ts";
import type {Fact} from "./fact.ts";
import type {Files} from "./files.ts";

/** A file by which a project shows what runs its pipelines. */
const SIGNS: Readonly<Record<Pipeline, RegExp>> = {
  "github-actions": /^\.github\/workflows\/[^/]+\.ya?ml$/,
  "gitlab-ci": /^\.gitlab-ci\.yml$/,
};

/** The pipelines that fit what a project has already. */
export function findPipelines(files: Files): Fact<Pipeline>[] {
  const found = Object.entries(SIGNS).map(([pipeline, sign]) => ({
    value: pipeline as Pipeline,
    from: [...files.keys()].find((path) => sign.test(path)),
  }));
  return found.flatMap(({value, from}) => (from === undefined ? [] : [{value, from}]));
}

import {generateComponent} from "../../src/generate/pipelines.ts";
import {readSources} from "../../src/generate/sources.ts";

/** Files of this repository that are made of its source, by path: `npm run docs` writes them, a test knows stale ones. */
export function documents(): Readonly<Record<string, string>> {
  return {"templates/deliver.yml": generateComponent(readSources())};
}

import {generateComponent} from "../../src/generate/pipelines.ts";
import {readSources} from "../../src/generate/sources.ts";
import {choicesReference} from "./choices.ts";
import {commandsReference} from "./commands.ts";
import {valuesReference} from "./values.ts";

/** Files of this repository that are made of its source, by path: `npm run docs` writes them, a test knows stale ones. */
export async function documents(): Promise<Readonly<Record<string, string>>> {
  const sources = readSources();
  return {
    "docs/reference/choices.md": choicesReference(sources),
    "docs/reference/commands.md": await commandsReference(),
    "docs/reference/values.md": valuesReference(sources),
    "templates/deliver.yml": generateComponent(sources),
  };
}

import {strings, tomlLines} from "./dependencies/toml.ts";
import type {Fact} from "./fact.ts";
import type {Files} from "./files.ts";

/** As schemas/choices.schema.json has it. */
const LONGEST = 40;
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const GENERIC = /^(config|conf|core|main|project|server|settings|site|src|app|backend|django-?project|web)$/;

/** What Helm's YAML reads as something else than a text. */
const OTHERWISE = /^(y|n|yes|no|on|off|true|false|null)$/;

/** Names the project after its pyproject.toml, else the package of its settings, else its folder. */
export function findName(files: Files, settingsModule: Fact, folder: string): Fact {
  const byPackage = {
    value: settingsModule.value.split(".")[0] ?? "",
    from: `the settings module ${settingsModule.value}`,
  };
  const byFolder = {value: folder, from: "the folder"};
  const candidates = [...projectNames(files), byPackage, byFolder].map(({value, from}) => ({
    value: asName(value),
    from,
  }));
  const specific = candidates.find(({value}) => isName(value) && !GENERIC.test(value));
  return specific ?? candidates.find(({value}) => isName(value)) ?? {value: "django", from: "nothing"};
}

/** Whether a chart can have this name; the ends of slot names are taken. */
export function isName(name: string): boolean {
  return name.length <= LONGEST && NAME.test(name) && !/-(blue|green)$/.test(name) && !OTHERWISE.test(name);
}

function projectNames(files: Files): Fact[] {
  return tomlLines(files.get("pyproject.toml") ?? "")
    .filter(({table, key}) => key === "name" && (table === "project" || table === "tool.poetry"))
    .map(({text, line}) => ({value: strings(text)[0] ?? "", from: `pyproject.toml:${line}`}));
}

function asName(text: string): string {
  const dashed = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return dashed.slice(0, LONGEST).replace(/-+$/, "");
}

import {join} from "node:path";
import {goInstall} from "../cluster/install/go.ts";
import {pipInstall} from "../cluster/install/pip.ts";
import {artefact} from "../cluster/support/artefact.ts";

/** Go programs that judge what djcd makes. */
const PROGRAMS = {
  actionlint: {module: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.12"},
} as const;

/** Carries the schemas of GitLab's pipelines and of GitHub's actions, as those projects publish them. */
const CHECK_JSONSCHEMA = "0.39.0";

export type Program = keyof typeof PROGRAMS;

/** The path of a program, built once into the cache. */
export async function program(name: Program): Promise<string> {
  const {module, version} = PROGRAMS[name];
  const folder = await artefact(`${name}-${version}`, (draft) => goInstall(draft, `${module}@${version}`));
  return join(folder, "bin", name);
}

/** The folder of published schemas, such as gitlab-ci.json. */
export async function publishedSchemas(): Promise<string> {
  const folder = await artefact(`check-jsonschema-${CHECK_JSONSCHEMA}`, (draft) =>
    pipInstall(draft, `check-jsonschema==${CHECK_JSONSCHEMA}`),
  );
  return join(folder, "check_jsonschema", "builtin_schemas", "vendor");
}

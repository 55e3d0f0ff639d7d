import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {installPackages} from "../cluster/install/debian.ts";
import {go, goBuild, goInstall, goModule} from "../cluster/install/go.ts";
import {pipInstall} from "../cluster/install/pip.ts";
import {artefact} from "../cluster/support/artefact.ts";
import {progress} from "../cluster/support/progress.ts";

const ACTIONLINT = {module: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.12"};
const REGISTRY = {module: "github.com/distribution/distribution/v3/cmd/registry", version: "v3.1.2"};
const HELM_UNITTEST = {module: "github.com/helm-unittest/helm-unittest", version: "v1.1.2"};
/** Carries the schemas of GitLab's pipelines and of GitHub's actions, as those projects publish them. */
const CHECK_JSONSCHEMA = "0.39.0";

/** The controllers of GitOps, by the modules that define their resources. The newest that the least Go here can read. */
const CONTROLLERS = [
  {
    module: "github.com/argoproj/argo-cd/v3",
    version: "v3.3.0",
    definition: "manifests/crds/application-crd.yaml",
  },
  {
    module: "github.com/fluxcd/helm-controller",
    version: "v1.6.1",
    definition: "config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml",
  },
  {
    module: "github.com/fluxcd/source-controller",
    version: "v1.9.1",
    definition: "config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml",
  },
] as const;

interface GoProgram {
  readonly module: string;
  readonly version: string;
}

/** Judges workflows of GitHub Actions. */
export const installActionlint = (): Promise<string> => installed("actionlint", ACTIONLINT);

/** The OCI registry that most others are made of. */
export const registry = (): Promise<string> => installed("registry", REGISTRY);

/** Runs the suites of a chart. Its module replaces another one, which only a module of our own can do for it. */
export async function helmUnittest(): Promise<string> {
  const {module, version} = HELM_UNITTEST;
  const command = `${module}/cmd/helm-unittest`;
  const folder = await made(`helm-unittest-${version}`, async (draft) => {
    await writeFile(join(draft, "go.mod"), UNITTEST_GO_MOD);
    await writeFile(join(draft, "tools.go"), `//go:build tools\n\npackage tools\n\nimport _ "${command}"\n`);
    await go(["mod", "tidy"], {cwd: draft});
    await goBuild(draft, [command]);
  });
  return join(folder, "bin", "helm-unittest");
}

const UNITTEST_GO_MOD = `\
module djcd.test/helm-unittest
go 1.26.0
require ${HELM_UNITTEST.module} ${HELM_UNITTEST.version}
replace github.com/vmware-labs/yaml-jsonpath v0.3.2 => github.com/helm-unittest/yaml-jsonpath v0.4.0
`;

/** The folder of published schemas, such as gitlab-ci.json. */
export async function publishedSchemas(): Promise<string> {
  const folder = await made(`check-jsonschema-${CHECK_JSONSCHEMA}`, (draft) =>
    pipInstall(draft, `check-jsonschema==${CHECK_JSONSCHEMA}`),
  );
  return join(folder, "check_jsonschema", "builtin_schemas", "vendor");
}

/** The definitions of the resources that Argo CD and Flux read, as files. */
export async function controllerSchemas(): Promise<string[]> {
  const files: string[] = [];
  for (const {module, version, definition} of CONTROLLERS)
    files.push(join((await goModule(module, version)).Dir, definition));
  return files;
}

/** What Debian has of the programs that tests call: GnuPG, pip. At once where nothing is missing. */
export function debianPackages(): Promise<void> {
  return installPackages(progress(console.log));
}

async function made(name: string, make: (draft: string) => Promise<unknown>): Promise<string> {
  await debianPackages();
  return artefact(name, make);
}

/** The path of a program, built once into the cache. */
async function installed(name: string, {module, version}: GoProgram): Promise<string> {
  const folder = await made(`${name}-${version}`, (draft) => goInstall(draft, `${module}@${version}`));
  return join(folder, "bin", name);
}

import {artefact} from "../support/artefact.ts";
import type {Step} from "../support/progress.ts";
import {versions} from "../versions.ts";
import {goInstall} from "./go.ts";

export async function buildHelms(step: Step): Promise<void> {
  await buildHelm(step, versions.helm3);
  await buildHelm(step, versions.helm4);
}

function buildHelm(step: Step, version: string): Promise<string> {
  const module = `helm.sh/helm/${version.slice(0, 2)}`;
  const stamp = `-X ${module}/internal/version.version=${version}`;
  return artefact(`helm-${version}`, (folder) =>
    step(`build Helm ${version}`, () => goInstall(folder, `${module}/cmd/helm@${version}`, stamp)),
  );
}

import {readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {artefact} from "../support/artefact.ts";
import type {Step} from "../support/progress.ts";
import {versions} from "../versions.ts";
import {go, goBuild, goModule} from "./go.ts";

const MODULE = "k8s.io/kubernetes";
const programs = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy", "kubectl"];

/** Kubernetes from its Go module: a module of our own requires it and does the replacements that only its own go.mod does. */
export function buildKubernetes(step: Step): Promise<string> {
  return artefact(`kubernetes-${versions.kubernetes}`, async (folder) => {
    await writeFile(join(folder, "go.mod"), await goMod());
    await writeFile(join(folder, "tools.go"), tools);
    await step(`download the modules of Kubernetes ${versions.kubernetes}`, () => go(["mod", "tidy"], {cwd: folder}));
    for (const program of programs) {
      await step(`build ${program} ${versions.kubernetes}`, () => goBuild(folder, [`${MODULE}/cmd/${program}`], stamp));
    }
    await Promise.all(["go.mod", "go.sum", "tools.go"].map((name) => rm(join(folder, name), {force: true})));
  });
}

async function goMod(): Promise<string> {
  const {kubernetes, kubernetesModules} = versions;
  const original = await readFile((await goModule(MODULE, kubernetes)).GoMod, "utf8");
  const [goVersion] = /^go .*$/m.exec(original) ?? [];
  const staged = [...original.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm)].map((match) => match[1]);
  const replacements = staged.map((name) => `replace ${name} => ${name} ${kubernetesModules}`);
  return ["module djcd.test/kubernetes", goVersion, `require ${MODULE} ${kubernetes}`, ...replacements, ""].join("\n");
}

/** Imports keep what the programs need in go.mod. */
const tools = `\
//go:build tools

package tools

import (
${programs.map((program) => `\t_ "${MODULE}/cmd/${program}"`).join("\n")}
)
`;

const [major, minor] = versions.kubernetes.slice(1).split(".");
const stamp = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"]
  .flatMap((name) => [
    `-X ${name}.gitVersion=${versions.kubernetes}`,
    `-X ${name}.gitMajor=${major}`,
    `-X ${name}.gitMinor=${minor}`,
    `-X ${name}.gitTreeState=clean`,
  ])
  .join(" ");

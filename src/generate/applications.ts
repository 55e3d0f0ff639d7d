import {posix} from "node:path";
import {SLOTS} from "../release/names.ts";
import type {Choices, Controller, GitOps} from "./choices.ts";
import {type GeneratedFile, generateFile} from "./generated-file.ts";
import type {Project} from "./pipelines.ts";
import type {Sources} from "./sources.ts";

/** Of each controller a head, and what is written for each of the three releases. */
const CONTROLLER_FILES = {
  "argo-cd": ["argo-cd/head.yaml", "argo-cd/application.yaml"],
  flux: ["flux/head.yaml", "flux/application.yaml"],
} as const satisfies Record<Controller, readonly [head: string, application: string]>;

/** The three releases by the names of their values files. */
const FILES = ["front", ...SLOTS] as const;

/**
 * What a controller of GitOps applies: the applications, which are ours like the chart, and a values file for each, which
 * is written once. They lie where djcd.yaml says; the paths lead there from the chart's folder.
 */
export function generateApplications(choices: Choices, project: Project, sources: Sources): GeneratedFile[] {
  const {name, gitops} = choices;
  if (!gitops) return [];
  const [head, application] = CONTROLLER_FILES[gitops.controller];
  const context = {gitops, applications: placeOf(gitops, name)};
  const parts = [
    {source: head, context},
    ...FILES.map((file) => ({source: application, context: {...context, application: namesOf(gitops, name, file)}})),
  ];
  const path = (file: string): string => posix.join(posix.relative(project.chart, ""), gitops.path, file);
  const values = FILES.map((file) => ({
    path: path(`${file}.yaml`),
    parts: [{source: `values/${file}.yaml`, context: {}}],
    once: true,
  }));
  const files = [{path: path("applications.yaml"), parts, once: false}, ...values];
  return files.map((file) => generateFile(file, name, sources.gitops));
}

/** Where a controller looks for its applications by itself. */
const HOME = {
  "argo-cd": () => "argocd",
  flux: ({namespace}) => namespace,
} as const satisfies Record<Controller, (gitops: GitOps) => string>;

function placeOf(gitops: GitOps, name: string) {
  const {prefix} = gitops.applications;
  const namespace = gitops.applications.namespace || HOME[gitops.controller](gitops);
  return {namespace, source: `${prefix}${name}`, elsewhere: namespace !== gitops.namespace};
}

function namesOf({applications}: GitOps, name: string, file: (typeof FILES)[number]) {
  const release = file === "front" ? name : `${name}-${file}`;
  return {release, name: `${applications.prefix}${release}`, file};
}

/** Folders, seen from that of djcd.yaml, in which each of the three releases has its chart. */
export function chartCopies({gitops}: Choices): string[] {
  return gitops ? FILES.map((file) => posix.join(gitops.path, "charts", file)) : [];
}

import {posix} from "node:path";
import {SLOTS} from "../release/names.ts";
import type {Choices, Controller} from "./choices.ts";
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
  const each = FILES.map((file) => ({release: file === "front" ? name : `${name}-${file}`, file}));
  const applications = [
    {source: head, context: {gitops}},
    ...each.map((one) => ({source: application, context: {gitops, application: one}})),
  ];
  const path = (file: string): string => posix.join(posix.relative(project.chart, ""), gitops.path, file);
  const values = FILES.map((file) => ({
    path: path(`${file}.yaml`),
    parts: [{source: `values/${file}.yaml`, context: {}}],
    once: true,
  }));
  const files = [{path: path("applications.yaml"), parts: applications, once: false}, ...values];
  return files.map((file) => generateFile(file, name, sources.gitops));
}

/** Folders, seen from that of djcd.yaml, in which each of the three releases has its chart. */
export function chartCopies({gitops}: Choices): string[] {
  return gitops ? FILES.map((file) => posix.join(gitops.path, "charts", file)) : [];
}

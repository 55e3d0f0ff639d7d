import {posix} from "node:path";
import type {Choices, Pipeline} from "./choices.ts";
import type {ChartFile} from "./files.ts";
import {type GeneratedFile, generateFile} from "./generated-file.ts";
import type {Sources} from "./sources.ts";

/** Where a project's own files lie, seen from the folder of djcd.yaml: there a pipeline begins. */
export interface Project {
  /** The file of the choices, such as djcd.yaml. */
  readonly file: string;
  /** The folder of the chart, such as charts/shop. */
  readonly chart: string;
}

interface PipelineFile {
  readonly path: string;
  readonly sources: readonly string[];
  readonly once?: true;
}

const PIPELINE_FILES: Readonly<Record<Pipeline, readonly PipelineFile[]>> = {
  "github-actions": [
    {path: ".github/workflows/deliver.yml", sources: ["github-actions/deliver.yml"]},
    {path: ".github/actions/djcd/action.yml", sources: ["github-actions/action.yml"]},
  ],
  "gitlab-ci": [
    {path: ".gitlab/deliver.yml", sources: ["gitlab-ci/head.yml", "gitlab-ci/deliver.yml"]},
    {path: ".gitlab-ci.yml", sources: ["gitlab-ci/gitlab-ci.yml"], once: true},
  ],
};

/** The chosen pipelines. They lie where their systems look for them: the paths lead there from the chart's folder. */
export function generatePipelines(choices: Choices, project: Project, sources: Sources): GeneratedFile[] {
  return pipelineFiles(choices, project).map((file) => generateFile(file, choices.name, sources.pipelines));
}

/** GitLab's component: the generated pipeline, with inputs in place of what djcd.yaml and its folder say. */
export function generateComponent({pipelines}: Sources): string {
  const context = {chart: "$[[ inputs.chart ]]", flags: " --out $[[ inputs.chart ]]"};
  const parts = ["gitlab-ci/component.yml", "gitlab-ci/deliver.yml"].map((source) => ({source, context}));
  return generateFile({path: "", parts, once: false}, "$[[ inputs.release ]]", pipelines).content;
}

function pipelineFiles({name, pipelines}: Choices, project: Project): ChartFile[] {
  const context = {chart: project.chart, flags: generateFlags(name, project)};
  const chosen = pipelines.flatMap((pipeline) => PIPELINE_FILES[pipeline]);
  return chosen.map(({path, sources, once = false}) => ({
    path: posix.join(posix.relative(project.chart, ""), path),
    parts: sources.map((source) => ({source, context})),
    once,
  }));
}

/** What a pipeline has to say to `generate`, to have the same files again. */
function generateFlags(name: string, {file, chart}: Project): string {
  return `${file === "djcd.yaml" ? "" : ` -f ${file}`}${chart === `charts/${name}` ? "" : ` --out ${chart}`}`;
}

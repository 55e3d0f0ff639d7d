import type {Database} from "./database.ts";
import type {Fact} from "./fact.ts";
import type {Findings} from "./inspect.ts";
import type {NotChosen} from "./settings.ts";

/** The text of `djcd.yaml`: what a project is, and in comments from where that was inferred. */
export function choicesText(findings: Findings): string {
  const {name, settings, module, port, database, metrics} = findings;
  return `# What this project is. Written by \`helm djcd init\`, yours from now on. \`helm djcd generate\` makes the chart from it.

# The chart's name. From ${name.from}.
name: ${name.value}

# The chart's own version. The version of the code is the image's tag.
version: 0.1.0

django:
  # From ${settings.from}. An environment that runs others says so in its values: config.DJANGO_SETTINGS_MODULE.${othersComment(findings.otherSettings)}
  settings: ${settings.value}
${pythonLines(findings)}${databaseComment(database)}
components:
  web:
    kind: http
${serverLines(findings)}    # From ${module.from}.
    module: ${module.value}
    # From ${port.from}.
    port: ${port.value}
${healthLines(findings)}
# What can split traffic between two versions; which of them does is a value, so that environments may differ.
routers:
  - service
  - gateway-api

# Pipelines that are written beside the chart: github-actions, gitlab-ci.${pipelinesComment(findings.pipelines)}
pipelines: []
# What counts requests and errors in the pods: django-prometheus, or none. From ${metrics.from}.
metrics: ${metrics.value}
`;
}

/** A pipeline begins to work with the commit that brings it: it is suggested, and a person chooses. */
function pipelinesComment(pipelines: Fact[]): string {
  return pipelines.map(({value, from}) => `\n# ${from} suggests ${value}.`).join("");
}

/** A server that its name starts is its name; else a mapping says how. */
function serverLines({server, command, args, config}: Findings): string {
  const head = `    # gunicorn or uvicorn${server.value === "other" ? ", or other: any program by its whole command" : ""}. From ${server.from}.\n`;
  if (!command && args.length === 0 && config === undefined) return `${head}    server: ${server.value}\n`;
  const lines = [
    `name: ${server.value}`,
    ...(command ? [`command: ${flow(command)}`] : []),
    ...(args.length > 0 ? [`args: ${flow(args)}`] : []),
    ...(config === undefined ? [] : [`config: ${JSON.stringify(config)}`]),
  ];
  return `${head}    server:\n${lines.map((line) => `      ${line}\n`).join("")}`;
}

function pythonLines({python}: Findings): string {
  return python ? `  # What starts Python in the image. From ${python.from}.\n  python: ${flow(python.value)}\n` : "";
}

function flow(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

function othersComment(others: NotChosen[]): string {
  return others.map(({value, from, why}) => `\n  # Not chosen: ${value}, from ${from}: ${why}.`).join("");
}

function databaseComment(database: Database | undefined): string {
  return database ? `  # Database: ${database.by ?? database.value}. From ${database.from}.\n` : "";
}

function healthLines({health: {ready, live}}: Findings): string {
  if (!ready) return "    # No health view was found: probes ask whether the port is open.\n    # health: /healthz\n";
  const alive = live ? `    # ${live.value} (${live.from}) suits web.health.livenessPath in values.yaml.\n` : "";
  return `    # A view that says whether a pod may have traffic. From ${ready.from}.\n${alive}    health: ${ready.value}\n`;
}

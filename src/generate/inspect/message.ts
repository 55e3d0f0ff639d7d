import type {Fact} from "./fact.ts";
import type {Findings} from "./inspect.ts";
import {installCommand} from "./install-command.ts";
import {hostsName, otherNames, secretCommand, secretNames} from "./secret.ts";

const NAMES_SHOWN = 12;

/** What `init` says when it has written the choices: what it saw, what it could not see, and what to type next. */
export function initMessage(findings: Findings, written: string, folder: string): string {
  return (
    [
      `Wrote ${written}.`,
      section("Inferred", inferred(findings)),
      section("Could not infer, or will not work in a cluster as it is", findings.advice),
      section("The start of today, of which the chart runs the server alone", findings.start),
      section("Seen, and not delivered by this version of djcd", findings.undelivered.map(undeliveredLine)),
      section("Next", next(findings, folder)),
    ]
      .filter((part) => part !== "")
      .join("\n\n")
      // --name is not known where a line about a pod is written.
      .replaceAll("deploy/NAME-", `deploy/${findings.name.value}-`)
  );
}

function section(title: string, lines: string[]): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function inferred(findings: Findings): string[] {
  const {name, settings, django, server, module, port, python, health, database, whitenoise, image, metrics} = findings;
  const rows: [string, Fact<string | number> | undefined][] = [
    ["name", name],
    ["Django", django],
    ["settings", settings],
    ["server", server],
    ["module", module],
    ["port", port],
    ["python", python && {...python, value: python.value.join(" ")}],
    ["health", health.ready],
    ["liveness", health.live],
    ["database", database && {value: database.by ?? database.value, from: database.from}],
    ["whitenoise", whitenoise],
    ["image", image],
    ["metrics", metrics.value === "none" ? undefined : metrics],
  ];
  return aligned(rows.flatMap(([label, fact]) => (fact ? [[label, String(fact.value), fact.from]] : [])));
}

function aligned(rows: string[][]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function undeliveredLine({value, consequence, from}: Fact & {consequence: string}): string {
  return `${value} (${from}): ${consequence}.`;
}

function next(findings: Findings, folder: string): string[] {
  const name = findings.name.value;
  return [
    ...(folder === "" ? [] : [`cd ${folder}`]),
    "helm djcd generate",
    secretCommand(findings, name),
    installCommand(name, `charts/${name}`, `charts/${name}/values-dev.yaml`, hostsName(findings)),
    ...notes(findings),
  ];
}

function notes(findings: Findings): string[] {
  const {root, pipelines} = findings;
  const all = [
    variablesNote(otherNames(findings)),
    rootNote(root),
    secretNote(secretNames(findings)),
    pipelinesNote(pipelines),
  ];
  return all.flatMap((note) => (note === undefined ? [] : [`# ${note}`]));
}

function variablesNote(names: string[]): string | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return `The settings also read ${names.slice(0, NAMES_SHOWN).join(", ")}${more}: set them in config, or in the Secret.`;
}

function rootNote(root: string): string | undefined {
  if (root === "") return undefined;
  return `The image has to start in ${root}, from where Python imports the project; else set config.PYTHONPATH.`;
}

function secretNote(names: string[]): string | undefined {
  if (names.length > 0) return undefined;
  return "The settings read no variable that djcd knows for a secret: add those that you need.";
}

function pipelinesNote(pipelines: Fact[]): string | undefined {
  if (pipelines.length === 0) return undefined;
  const names = pipelines.map(({value}) => value).join(", ");
  return `A pipeline that releases can be written, too: pipelines: [${names}] in djcd.yaml.`;
}

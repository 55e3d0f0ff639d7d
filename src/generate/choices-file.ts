import * as yaml from "js-yaml";
import {DjcdError} from "../errors.ts";
import type {Choices, Component, Django, GitOps, Server} from "./choices.ts";
import {schemaErrors} from "./schema-errors.ts";
import type {Schema} from "./values-schema.ts";

/** Reads the text of a djcd.yaml; what is wrong with it is told all at once. */
export function parseChoices(text: string, file: string, schema: Schema): Choices {
  const document = parseYaml(text, file);
  const errors = schemaErrors(schema, document);
  if (errors.length > 0) throw mistakes(file, errors);
  return canonical(document as WrittenChoices);
}

type WrittenChoices = Omit<Choices, "components"> & {components: Record<string, WrittenComponent>};

/** As a person writes it: a server that needs nothing else is only its name. */
type WrittenComponent = Omit<Component, "server" | keyof Start> & {server: Server | ({name: Server} & Start)};

type Start = Pick<Component, "command" | "args" | "config">;

function parseYaml(text: string, file: string): unknown {
  try {
    return yaml.load(text, {filename: file});
  } catch (error) {
    if (error instanceof yaml.YAMLException) throw mistakes(file, [syntaxError(error)]);
    throw error;
  }
}

function syntaxError({reason, mark}: yaml.YAMLException): string {
  const where = mark === undefined ? "" : `line ${mark.line + 1}, column ${mark.column + 1}: `;
  return `${where}${reason}.`;
}

function mistakes(file: string, errors: readonly string[]): DjcdError {
  const list = errors.map((error) => `  ${error}`).join("\n");
  return new DjcdError(`${file} cannot be used:\n${list}\nCorrect it and type the command again.`);
}

/** The same choices written in another order are the same choices; only the order of components and routers counts. */
function canonical(written: WrittenChoices): Choices {
  const {name, version, django, components, routers, pipelines, metrics, gitops} = written;
  const ordered = Object.entries(components).map(([key, component]) => [key, canonicalComponent(component)]);
  return {
    name,
    version,
    django: canonicalDjango(django),
    components: Object.fromEntries(ordered),
    routers,
    pipelines,
    metrics,
    ...(gitops && {gitops: canonicalGitOps(gitops)}),
  };
}

function canonicalGitOps({controller, repository, branch, path, namespace, secret, applications}: GitOps): GitOps {
  const {prefix, namespace: home, project, server} = applications;
  return {
    ...{controller, repository, branch, path, namespace, secret},
    applications: {prefix, namespace: home, project, server},
  };
}

function canonicalDjango({settings, python}: Django): Django {
  return {settings, ...(python && {python})};
}

function canonicalComponent({kind, server, module, port, health}: WrittenComponent): Component {
  if (typeof server === "string") return {kind, server, module, port, health};
  const {name, command, args, config} = server;
  const start = {...(command && {command}), ...(args && {args}), ...(config !== undefined && {config})};
  return {kind, server: name, module, port, health, ...start};
}

import * as yaml from "js-yaml";
import {type Files, named} from "../files.ts";
import {type Dockerfile, lastOf, variablesOf} from "./dockerfile.ts";
import {rank} from "./rank.ts";
import {commandsOf} from "./shell.ts";
import {besides, execCommand, NO_SCOPE, type Start} from "./start.ts";

type Image = Dockerfile | undefined;

interface Service {
  build?: unknown;
  image?: unknown;
  command?: unknown;
  entrypoint?: unknown;
}

/** The services of compose files that are built here, what is for developers last. */
export function startsOfCompose(files: Files, image: Image): Start[] {
  const paths = named(files, /^(docker-)?compose[\w.-]*\.ya?ml$/).toSorted((a, b) => rank(a) - rank(b));
  return paths.flatMap((path) => {
    const services = Object.entries(servicesOf(files.get(path) ?? "")).filter(
      ([, {build, command, entrypoint}]) => build && (command ?? entrypoint),
    );
    const starts = services.map(([name, service]) => ({
      name,
      start: startOfService(files, path, name, service, image),
    }));
    return starts.map(({start}) => ({
      ...start,
      others: starts
        .filter((other) => other.start !== start)
        .flatMap((other) => besides({name: other.name, commands: other.start.commands})),
    }));
  });
}

function servicesOf(text: string): Record<string, Service> {
  try {
    const {services = {}} = (yaml.load(text) ?? {}) as {services?: Record<string, Service | null>};
    return Object.fromEntries(Object.entries(services ?? {}).map(([name, service]) => [name, service ?? {}]));
  } catch {
    return {};
  }
}

function startOfService(files: Files, path: string, name: string, service: Service, image: Image): Start {
  const line = lineOfService(files.get(path) ?? "", name);
  const variables = image ? variablesOf(image) : new Map<string, string>();
  const entry = service.entrypoint ? listed(service.entrypoint) : image && lastOf(image, "ENTRYPOINT")?.words;
  const command = listed(service.command);
  if (entry || Array.isArray(service.command))
    return {path, commands: execCommand(path, line, [...(entry ?? []), ...command]), others: []};
  const text = String(service.command).replaceAll("$$", "$");
  return {path, commands: commandsOf(text, {path, line}, {args: undefined, variables}), others: []};
}

/** The words of a list, or of a text that no shell reads. */
function listed(said: unknown): string[] {
  if (Array.isArray(said)) return said.map(String);
  const commands = said ? commandsOf(String(said).replaceAll("$$", "$"), {path: "", line: 1}, NO_SCOPE) : [];
  return commands.flatMap(({words}) => words.map(({text}) => text));
}

function lineOfService(text: string, service: string): number {
  const lines = text.split("\n");
  const begin = lines.findIndex((line) => line.trim() === `${service}:`);
  return lines.findIndex((line, index) => index > begin && /^\s*(command|entrypoint):/.test(line)) + 1;
}

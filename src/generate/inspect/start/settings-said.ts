import type {Dockerfile} from "./dockerfile.ts";
import type {FoundStart} from "./find-start.ts";
import type {Step} from "./steps.ts";

/** Something that names the module: a literal, or what is computed. */
export interface Said {
  module?: string;
  text: string;
  from: string;
}

const NAME = "DJANGO_SETTINGS_MODULE";

/** What a start says of the settings module: for the server itself, then in its script, then by ENV. What only builds counts as nothing. */
export function saidAtStart({server, steps, image}: FoundStart): Said[] {
  const ofServer = server ? saidBy(server) : [];
  const exported = steps.filter(({call}) => /^(export|declare|readonly)$/.test(call?.program ?? "")).flatMap(saidBy);
  const managed = steps.filter(({call}) => call?.program === "manage.py").flatMap(saidBy);
  return [...ofServer, ...exported, ...(image ? saidByImage(image) : []), ...managed];
}

function saidBy({command, call}: Step): Said[] {
  const sets = [...command.sets, ...(call?.sets ?? [])].filter(({name}) => name === NAME).map(({value}) => value);
  const words = (call?.args ?? []).flatMap(({text, isKnown}) => {
    const [, said] = /^(?:--settings=|DJANGO_SETTINGS_MODULE=|--env=DJANGO_SETTINGS_MODULE=)(.*)$/.exec(text) ?? [];
    return said === undefined ? [] : [{text: said, isKnown}];
  });
  return [...sets, ...words].map(({text, isKnown}) => ({
    text,
    from: command.from,
    ...(isKnown && isModule(text) && {module: text}),
  }));
}

function isModule(text: string): boolean {
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(text);
}

function saidByImage({instructions, path}: Dockerfile): Said[] {
  const args = new Map<string, string>();
  const said: Said[] = [];
  for (const {keyword, value, line} of instructions) {
    if (keyword !== "ENV" && keyword !== "ARG") continue;
    for (const [, name = "", quoted = ""] of value.matchAll(/(\w+)(?:=|\s+(?=\S+$))("[^"]*"|'[^']*'|\S*)/g)) {
      const text = quoted
        .replace(/^["']|["']$/g, "")
        .replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (all, variable, other) => args.get(variable) ?? other ?? all);
      args.set(name, text);
      if (name === NAME && keyword === "ENV")
        said.push({text, from: `${path}:${line}`, ...(isModule(text) && {module: text})});
    }
  }
  return said.slice(-1);
}

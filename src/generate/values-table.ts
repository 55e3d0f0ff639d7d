import * as yaml from "js-yaml";
import type {Schema} from "./values-schema.ts";

/** One value, as a person reads about it. */
interface Row {
  readonly key: string;
  readonly what: string;
  readonly default: string;
  readonly why: string;
}

type Mapping = Readonly<Record<string, unknown>>;

/** The values of a chart as a table in Markdown: what each has to be says the schema, the rest says the file of defaults. */
export function valuesTable(schema: Schema, defaults: string): string {
  const comments = commentsOf(defaults);
  const rows = rowsOf(yaml.load(defaults) as Mapping, {schema, root: schema, path: "", comments});
  return ["| key | has to be | default | |", "|---|---|---|---|", ...rows.map(lineOf), ""].join("\n");
}

interface Place {
  readonly schema: Schema;
  readonly root: Schema;
  readonly path: string;
  readonly comments: ReadonlyMap<string, string>;
}

function rowsOf(values: Mapping, place: Place): Row[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = place.path === "" ? name : `${place.path}.${name}`;
    const schema = resolved(place.schema.properties?.[name], place.root);
    const own = rowOf(path, value, schema, place.comments);
    if (schema.properties === undefined || Object.keys(value as Mapping).length === 0) return [own];
    const inner = rowsOf(value as Mapping, {...place, schema, path});
    return own.why === "" ? inner : [{...own, default: ""}, ...inner];
  });
}

function rowOf(path: string, value: unknown, {description}: Schema, comments: Place["comments"]): Row {
  return {
    key: path,
    what: String(description ?? ""),
    default: JSON.stringify(value),
    why: comments.get(path) ?? "",
  };
}

function resolved(schema: Schema | undefined, root: Schema): Schema {
  const concept = String(schema?.$ref ?? "").replace("#/definitions/", "");
  const definitions = root.definitions as Readonly<Record<string, Schema>>;
  return (concept === "" ? schema : definitions[concept]) ?? {};
}

function lineOf({key, what, default: value, why}: Row): string {
  const cells = [`\`${key}\``, what, value === "" ? "" : `\`${value}\``, why];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The comment above each key, by the key's path: our own files, two blanks for each depth. */
function commentsOf(text: string): Map<string, string> {
  const comments = new Map<string, string>();
  const path: string[] = [];
  let above: string[] = [];
  for (const line of text.split("\n")) {
    const [, blanks = "", comment, key] = /^( *)(?:# ?(.*)|([A-Za-z]\w*):.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      path.splice(blanks.length / 2, path.length, key);
      if (above.length > 0) comments.set(path.join("."), above.join(" "));
    }
    above = comment === undefined ? [] : [...above, comment];
  }
  return comments;
}

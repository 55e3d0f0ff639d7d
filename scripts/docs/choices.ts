import type {Sources} from "../../src/generate/sources.ts";
import type {Schema} from "../../src/generate/values-schema.ts";

const HEAD = `# djcd.yaml

Written by \`npm run docs\` from the schema. \`helm djcd init\` writes the file, and says in it from where each line was inferred. Where a default is told, the key may be left out.

| key | has to be | default |
|---|---|---|
`;

/** What a project says of itself. */
export function choicesReference({schemas}: Sources): string {
  const rows = rowsOf(JSON.parse(schemas["choices.schema.json"] ?? "") as Schema, "");
  return `${HEAD}${rows.join("\n")}\n`;
}

function rowsOf(schema: Schema, path: string): string[] {
  const named = Object.entries(schema.properties ?? {});
  const open = schema.additionalProperties;
  const all = typeof open === "object" ? [...named, ["NAME", open as Schema] as const] : named;
  return all.flatMap(([name, member]) => {
    const key = path === "" ? name : `${path}.${name}`;
    const value = member.default === undefined ? "" : `\`${JSON.stringify(member.default)}\``;
    return [`| \`${key}\` | ${member.description} | ${value} |`, ...rowsOf(member, key)];
  });
}

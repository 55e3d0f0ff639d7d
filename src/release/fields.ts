import {allObjectsIn} from "./manifest.ts";

/** Whether a manifest sets no field, and no type of one, that another one does not set: what Helm validated once is valid. */
export function hasOnlyFieldsOf(manifest: string, known: string): boolean {
  const fields = fieldsOf(known);
  return [...fieldsOf(manifest)].every((field) => fields.has(field));
}

/** Each field as its kind, its path and the type of its value. */
function fieldsOf(manifest: string): Set<string> {
  const objects = allObjectsIn(manifest);
  return new Set(objects.flatMap((object) => pathsIn(object, `${object.apiVersion} ${object.kind} `)));
}

function pathsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return [`${path}[]`, ...value.flatMap((item) => pathsIn(item, `${path}[]`))];
  if (typeof value !== "object" || value === null) return [`${path}: ${value === null ? "null" : typeof value}`];
  return [`${path}{}`, ...Object.entries(value).flatMap(([key, field]) => pathsIn(field, `${path}.${key}`))];
}

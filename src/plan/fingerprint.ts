import {createHash} from "node:crypto";

/** Tells whether a fact is still the same, without telling the fact: equal facts have equal fingerprints. */
export function fingerprint(fact: unknown): string {
  return createHash("sha256").update(canonical(fact)).digest("hex");
}

/** JSON in which the order of keys, which means nothing, is always the same. */
function canonical(value: unknown): string {
  if (value instanceof Map) return canonical(Object.fromEntries(value));
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString("base64"));
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(",")}}`;
}

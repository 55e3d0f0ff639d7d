import type {Fact} from "../fact.ts";

/** A package that the project asks for; `value` is its version, or what it may be, or empty. */
export interface Dependency extends Fact {
  name: string;
}

/** Names of packages are equal whatever their case and separators (PEP 503). */
export function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Reads `Django[argon2]>=5.2,<5.3 ; python_version > "3"` (PEP 508). */
export function readRequirement(text: string, from: string): Dependency[] {
  const [, name, version] = /^\s*([A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#@]*)/.exec(text) ?? [];
  if (name === undefined) return [];
  const bare = (version ?? "").replace(/\\|--hash.*$/g, "").replace(/^\((.*)\)$/, "$1");
  return [{name: normalised(name), value: bare.trim(), from}];
}

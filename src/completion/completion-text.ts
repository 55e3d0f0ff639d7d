import type {Candidate, Wanted} from "./wanted.ts";

/** What Helm's completion shall do with the lines above: offer nothing else, or files too. */
const DIRECTIVE = {onlyThese: ":4", filesToo: ":0"} as const;

/** Candidates in the words of Helm's completion: one a line, then the directive. */
export function completionText({before = "", source}: Wanted, typed: string, found: readonly Candidate[]): string {
  const lines = found
    .map(({value, describe}) => ({value: `${before}${value}`, describe: describe.replace(/\s+/g, " ")}))
    .filter(({value}) => value.startsWith(typed))
    .map(({value, describe}) => (describe ? `${value}\t${describe}` : value));
  return [...lines, source === "files" ? DIRECTIVE.filesToo : DIRECTIVE.onlyThese].map((line) => `${line}\n`).join("");
}

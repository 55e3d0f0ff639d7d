import type {RunGit} from "./run-git.ts";

/** Somebody's commit. */
export interface Commit {
  readonly hash: string;
  readonly by: string;
  readonly subject: string;
}

/** The same, and when it was made. */
export interface DatedCommit extends Commit {
  /** In UTC. */
  readonly at: string;
}

const FORMAT = "%h%x09%an%x09%s";

/** Commits of a range that touch these paths, newest first. */
export async function commitsIn(run: RunGit, range: string, ...paths: string[]): Promise<Commit[]> {
  return readCommits(await run(["log", `--format=${FORMAT}`, range, "--", ...paths]));
}

function readCommits(text: string): Commit[] {
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => {
    const [hash = "", by = "", ...subject] = line.split("\t");
    return {hash, by, subject: subject.join("\t")};
  });
}

/** A commit in words. */
export function commitText({hash, by, subject}: Commit): string {
  return `${hash} by ${by} ("${subject}")`;
}

import type {DatedCommit} from "./commit.ts";
import {GitError, gitIn, type RunGit} from "./run-git.ts";

/** What a git tells of a folder; no remote is asked. */
export interface Log {
  /** Commits that touch the folder, or these files of it, newest first. */
  commits(...files: string[]): Promise<readonly DatedCommit[]>;
  /** Text of a file of the folder as it was at a commit; nothing where it was not there. */
  show(hash: string, file: string): Promise<string | undefined>;
  /** Files of the folder that differ from the last commit. */
  changed(): Promise<readonly string[]>;
  /** How many commits here are not pushed; nothing where the branch follows none. */
  unpushed(): Promise<number | undefined>;
}

/** The history of a folder; nothing where it is in no git. */
export async function openLog(folder: string): Promise<Log | undefined> {
  const run = gitIn(folder);
  const inside = await run(["rev-parse", "--is-inside-work-tree"]).catch(() => "");
  if (inside !== "true") return undefined;
  return {
    commits: async (...files) => readCommits(await run(["log", `--format=${FORMAT}`, "--", ...orAll(files)])),
    show: (hash, file) => orNothing(run(["show", `${hash}:./${file}`])),
    changed: async () => (await run(["status", "--porcelain", "--", "."])).split("\n").filter(Boolean).map(nameOf),
    unpushed: () => unpushedIn(run),
  };
}

/** What stands beside a file's state. */
function nameOf(line: string): string {
  return line.slice(3);
}

function orAll(files: readonly string[]): readonly string[] {
  return files.length > 0 ? files : ["."];
}

const FORMAT = "%h%x09%ct%x09%an%x09%s";

function readCommits(text: string): DatedCommit[] {
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => {
    const [hash = "", seconds = "", by = "", ...subject] = line.split("\t");
    return {hash, at: new Date(Number(seconds) * 1000).toISOString(), by, subject: subject.join("\t")};
  });
}

async function unpushedIn(run: RunGit): Promise<number | undefined> {
  const count = await orNothing(run(["rev-list", "--count", "@{upstream}..HEAD"]));
  return count === undefined ? undefined : Number(count);
}

async function orNothing(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

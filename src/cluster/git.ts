import {readFile, rm, writeFile} from "node:fs/promises";
import {resolve} from "node:path";
import {DjcdError} from "../errors.ts";

/** Somebody's commit. */
export interface Commit {
  readonly hash: string;
  readonly by: string;
  readonly subject: string;
}

/** What a push came to; `moved` names the commits of others that touch what we wrote. */
export type Pushed = {readonly is: "pushed"} | {readonly is: "moved"; readonly commits: readonly Commit[]};

/** A folder in the work tree of a git repository, on a branch that follows one of a remote. */
export interface Git {
  /** Files of the folder that differ from the last commit. */
  changed(): Promise<readonly string[]>;
  /** How many commits here are not pushed. */
  unpushed(): Promise<number>;
  /** Commits of the remote's branch that touch the folder and are not here yet. */
  news(): Promise<readonly Commit[]>;
  /** Takes what the branch has got elsewhere. */
  catchUp(): Promise<void>;
  /** The last commit that touches a file of the folder. */
  last(file: string): Promise<Commit | undefined>;
  /** Takes back what a command wrote, or committed, that was killed before it was pushed. */
  recover(): Promise<void>;
  /** Notes that files of the folder are about to be written: until they are published, or it is said that none were. */
  begin(): Promise<void>;
  /** Says that no file was written. */
  leave(): Promise<void>;
  /** Commits these files of the folder, and pushes. Where others have changed the folder meanwhile nothing is left of it. */
  publish(files: readonly string[], message: string): Promise<Pushed>;
}

/** Others may be faster more than once. */
const TRIES = 5;

/** The git of a folder. */
export async function openGit(folder: string, shown: string): Promise<Git> {
  const run = runner(folder);
  const inside = await run(["rev-parse", "--is-inside-work-tree"]).catch(() => "");
  if (inside !== "true")
    throw new DjcdError(`--push: ${shown} is in no work tree of git. Leave --push out, or clone the repository`);
  const upstream = await run(["rev-parse", "--abbrev-ref", "@{upstream}"]).catch(() => {
    throw new DjcdError(
      `--push: the branch of ${shown} follows none of a remote. Type: git branch --set-upstream-to origin/main`,
    );
  });
  const [remote = "", ...branch] = upstream.split("/");
  const fetch = (): Promise<string> => run(["fetch", "--quiet", remote]);
  const commits = async (range: string, ...paths: string[]): Promise<Commit[]> =>
    readCommits(await run(["log", `--format=${FORMAT}`, range, "--", ...paths]));
  const tryPush = (): Promise<boolean> =>
    run(["push", "--quiet", remote, `HEAD:${branch.join("/")}`]).then(
      () => true,
      (error: GitError) => {
        if (/\[(rejected|remote rejected)\]/.test(error.message)) return false;
        throw error;
      },
    );

  // Beside the work tree: no commit and no other clone has it.
  const note = resolve(folder, await run(["rev-parse", "--git-path", "djcd"]));
  const leave = (): Promise<void> => rm(note, {force: true});

  const publish = async (files: readonly string[], message: string): Promise<Pushed> => {
    await run(["add", "--all", "--", ...files]);
    await run(["commit", "--quiet", "--message", message, "--only", "--", ...files]);
    for (let tries = 0; tries < TRIES; tries++) {
      if (await tryPush()) {
        await leave();
        return {is: "pushed"};
      }
      await fetch();
      const others = await commits("HEAD..@{upstream}", ".");
      if (others.length > 0) {
        // Not ours to merge: the branch is as before, and the same command plans anew on what others made of it.
        await run(["reset", "--quiet", "--keep", "HEAD~1"]);
        await leave();
        return {is: "moved", commits: others};
      }
      await run(["rebase", "--quiet", "--autostash", "@{upstream}"]);
    }
    throw new DjcdError(
      `${upstream} moved each of the ${TRIES} times that djcd pushed to it. Type the same command again`,
    );
  };

  return {
    changed: async () => {
      const lines = (await run(["status", "--porcelain", "--", "."])).split("\n").filter(Boolean);
      return lines.map((line) => line.slice(3));
    },
    unpushed: async () => Number(await run(["rev-list", "--count", "@{upstream}..HEAD"])),
    news: async () => {
      await fetch();
      return commits("HEAD..@{upstream}", ".");
    },
    catchUp: async () => {
      await fetch();
      await run(["merge", "--quiet", "--ff-only", "@{upstream}"]);
    },
    recover: async () => {
      const before = await readFile(note, "utf8").catch(() => undefined);
      if (before === undefined) return;
      await run(["restore", "--quiet", "--source", before, "--staged", "--worktree", "--", "."]);
      await run(["clean", "--quiet", "--force", "-d", "--", "charts"]);
      await run(["reset", "--quiet", "--keep", before]);
      await leave();
    },
    begin: async () => writeFile(note, await run(["rev-parse", "HEAD"])),
    leave,
    last: async (file) => (await commits("HEAD", file))[0],
    publish,
  };
}

/** A git that failed, with what it said. */
class GitError extends DjcdError {}

/** Runs git in a folder; nobody is asked for a password. */
function runner(folder: string): (args: readonly string[]) => Promise<string> {
  return async (args) => {
    const {execa} = await import("execa");
    const env = {GIT_TERMINAL_PROMPT: "0", LC_ALL: "C"};
    const {failed, code, stdout, stderr} = await execa("git", [...args], {
      cwd: folder,
      env,
      reject: false,
      stdin: "ignore",
    });
    if (code === "ENOENT") throw new DjcdError("git was not found. Install it, or leave --push out");
    if (failed) throw new GitError(`git ${args[0]}: ${stderr.trim()}`);
    return stdout.trimEnd();
  };
}

const FORMAT = "%h%x09%an%x09%s";

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

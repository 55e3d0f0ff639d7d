import {readFile, rm, writeFile} from "node:fs/promises";
import {resolve} from "node:path";
import {DjcdError} from "../errors.ts";
import {type Commit, commitsIn} from "./commit.ts";
import {type Pushed, publish, publishNothing, type Upstream} from "./publish.ts";
import {gitIn, type RunGit} from "./run-git.ts";

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
  /** Pushes a commit that changes nothing: whoever follows the branch looks again. */
  wake(message: string): Promise<Pushed>;
  /** Whether this command has pushed anything. */
  hasPushed(): boolean;
}

/** The git of a folder. */
export async function openGit(folder: string, shown: string): Promise<Git> {
  const run = gitIn(folder);
  const upstream = await upstreamOf(run, shown);
  const fetch = (): Promise<string> => run(["fetch", "--quiet", upstream.remote]);
  const note = await noteOf(run, folder);
  let hasPushed = false;
  const pushing = async (push: Promise<Pushed>): Promise<Pushed> => {
    hasPushed = true;
    const pushed = await push;
    await note.leave();
    return pushed;
  };
  return {
    changed: () => changedIn(run),
    unpushed: async () => Number(await run(["rev-list", "--count", "@{upstream}..HEAD"])),
    news: () => fetch().then(() => commitsIn(run, "HEAD..@{upstream}", ".")),
    catchUp: () => fetch().then(async () => void (await run(["merge", "--quiet", "--ff-only", "@{upstream}"]))),
    last: async (file) => (await commitsIn(run, "HEAD", file))[0],
    recover: () => recover(run, note),
    begin: note.begin,
    leave: note.leave,
    publish: (files, message) => pushing(publish(run, upstream, files, message)),
    wake: (message) => note.begin().then(() => pushing(publishNothing(run, upstream, message))),
    hasPushed: () => hasPushed,
  };
}

async function upstreamOf(run: RunGit, shown: string): Promise<Upstream> {
  const inside = await run(["rev-parse", "--is-inside-work-tree"]).catch(() => "");
  if (inside !== "true")
    throw new DjcdError(`--push: ${shown} is in no work tree of git. Leave --push out, or clone the repository`);
  const upstream = await run(["rev-parse", "--abbrev-ref", "@{upstream}"]).catch(() => {
    throw new DjcdError(
      `--push: the branch of ${shown} follows none of a remote. Type: git branch --set-upstream-to origin/main`,
    );
  });
  const [remote = "", ...branch] = upstream.split("/");
  return {remote, branch: branch.join("/")};
}

async function changedIn(run: RunGit): Promise<string[]> {
  const lines = (await run(["status", "--porcelain", "--", "."])).split("\n").filter(Boolean);
  return lines.map((line) => line.slice(3));
}

/** What is noted of a command that writes: the commit from before it. */
interface Note {
  begin(): Promise<void>;
  read(): Promise<string | undefined>;
  leave(): Promise<void>;
}

/** Beside the work tree: no commit and no other clone has it. */
async function noteOf(run: RunGit, folder: string): Promise<Note> {
  const file = resolve(folder, await run(["rev-parse", "--git-path", "djcd"]));
  return {
    begin: async () => writeFile(file, await run(["rev-parse", "HEAD"])),
    read: () => readFile(file, "utf8").catch(() => undefined),
    leave: () => rm(file, {force: true}),
  };
}

async function recover(run: RunGit, note: Note): Promise<void> {
  const before = await note.read();
  if (before === undefined) return;
  await run(["restore", "--quiet", "--source", before, "--staged", "--worktree", "--", "."]);
  await run(["clean", "--quiet", "--force", "-d", "--", "charts"]);
  await run(["reset", "--quiet", "--keep", before]);
  await note.leave();
}

import {DjcdError} from "../errors.ts";
import {type Commit, commitsIn} from "./commit.ts";
import type {GitError, RunGit} from "./run-git.ts";

/** What a push came to; `moved` names the commits of others that touch what we wrote. */
export type Pushed = {readonly is: "pushed"} | {readonly is: "moved"; readonly commits: readonly Commit[]};

/** The branch of a remote that ours follows. */
export interface Upstream {
  readonly remote: string;
  readonly branch: string;
}

/** Others may be faster more than once. */
const TRIES = 5;

/** Commits these files of the folder, and pushes. Where others have changed the folder meanwhile nothing is left of it. */
export async function publish(
  run: RunGit,
  upstream: Upstream,
  files: readonly string[],
  message: string,
): Promise<Pushed> {
  await run(["add", "--all", "--", ...files]);
  await run(["commit", "--quiet", "--message", message, "--only", "--", ...files]);
  return push(run, upstream);
}

/** Commits nothing, and pushes that: whoever follows the branch looks at it again. What a person has staged stays staged. */
export async function publishNothing(run: RunGit, upstream: Upstream, message: string): Promise<Pushed> {
  await run(["commit", "--quiet", "--message", message, "--allow-empty", "--only"]);
  return push(run, upstream);
}

async function push(run: RunGit, upstream: Upstream): Promise<Pushed> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await tryPush(run, upstream)) return {is: "pushed"};
    const commits = await meetOthers(run, upstream);
    if (commits.length > 0) return {is: "moved", commits};
  }
  throw new DjcdError(
    `${upstream.remote}/${upstream.branch} moved each of the ${TRIES} times that djcd pushed to it. Type the same command again`,
  );
}

function tryPush(run: RunGit, {remote, branch}: Upstream): Promise<boolean> {
  return run(["push", "--quiet", remote, `HEAD:${branch}`]).then(
    () => true,
    (error: GitError) => {
      if (/\[(rejected|remote rejected)\]/.test(error.message)) return false;
      throw error;
    },
  );
}

/** Puts our commit on top of theirs, unless theirs touch the folder: those come back. */
async function meetOthers(run: RunGit, {remote}: Upstream): Promise<readonly Commit[]> {
  await run(["fetch", "--quiet", remote]);
  const others = await commitsIn(run, "HEAD..@{upstream}", ".");
  // Not ours to merge: the branch is as before, and the same command plans anew on what others made of it.
  if (others.length > 0) await run(["reset", "--quiet", "--keep", "HEAD~1"]);
  else await run(["rebase", "--quiet", "--autostash", "@{upstream}"]);
  return others;
}

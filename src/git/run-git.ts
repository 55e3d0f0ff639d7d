import {DjcdError} from "../errors.ts";

/** Runs git with these words; gives what it printed. */
export type RunGit = (args: readonly string[]) => Promise<string>;

/** A git that failed, with what it said. */
export class GitError extends DjcdError {}

/** Runs git in a folder; nobody is asked for a password. */
export function gitIn(folder: string): RunGit {
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

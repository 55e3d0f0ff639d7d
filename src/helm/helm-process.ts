import {DjcdError} from "../errors.ts";
import {missingIn, missingText} from "../kubernetes/rights.ts";

/** Runs a Helm command and gives what it printed. */
export type Run = (args: readonly string[]) => Promise<string>;

/** How the Helm that this binary is is run, in a namespace. */
export function runner(binary: string, namespace: string, env: NodeJS.ProcessEnv): Run {
  return async (args) => {
    // Loaded here: half of what a command needs to start, and a look at the cluster does without.
    const {execa} = await import("execa");
    // A group of its own: Ctrl-C stops us, not a half-done Helm, which lives a second or two and leaves no pending release.
    const result = await execa(binary, [...args], {
      env: {...env, HELM_NAMESPACE: namespace, HELM_DEBUG: "false"},
      extendEnv: false,
      detached: true,
      cleanup: false,
      reject: false,
      stdin: "ignore",
      stripFinalNewline: false,
    });
    if (result.code === "ENOENT")
      throw new DjcdError(`${binary} was not found. Install Helm, or set HELM_BIN to its path`);
    if (result.isTerminated)
      throw new DjcdError(
        `helm ${args[0]} was killed (${result.signal}). Run the same command again: it takes back what is half done, and goes on`,
      );
    if (result.code !== undefined)
      throw new DjcdError(`${binary} cannot be run (${result.code}). Install Helm, or set HELM_BIN to its path`);
    if (result.failed) throw new HelmError(args, result.stderr || `ended with ${result.exitCode}`);
    return result.stdout;
  };
}

/** A Helm command that failed, with what Helm said. */
export class HelmError extends DjcdError {
  readonly said: string;

  constructor(args: readonly string[], stderr: string) {
    const said = helmSaid(stderr);
    const words = args.slice(0, 3).filter((word) => !/^[/-]/.test(word));
    super(plainly(said) ?? `helm ${words.join(" ")}: ${said}`);
    this.name = "HelmError";
    this.said = said;
  }
}

function helmSaid(stderr: string): string {
  const start = stderr.search(/^Error: /m);
  return (start < 0 ? stderr : stderr.slice(start + "Error: ".length)).trim();
}

/** A guard of the chart speaks for itself, and so does a right that is missing: which Helm command it met helps nobody. */
function plainly(said: string): string | undefined {
  const missing = missingIn(said);
  return missing ? missingText([missing]) : /execution error at \(\S+\): (.*?)(\n\nUse --debug|$)/s.exec(said)?.[1];
}

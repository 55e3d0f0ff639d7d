import type {Argv} from "yargs";

/** Flags that every command of a release has. */
export function withReleaseOptions<T>(yargs: Argv<T>) {
  return yargs.option("output", {
    alias: "o",
    choices: ["text", "json"] as const,
    default: "text" as const,
    describe: "how to print",
  });
}

/** What the commands that change a release are told. */
export interface VerbArguments {
  readonly release: string | undefined;
  readonly output: "text" | "json";
  readonly "dry-run": "client" | "server" | undefined;
  readonly "exit-code": boolean | undefined;
  readonly "show-objects": boolean | undefined;
  readonly yes: boolean | undefined;
  readonly accept: readonly string[] | undefined;
  readonly timeout: string | undefined;
  readonly "probe-url": string | undefined;
  readonly rollout: string | undefined;
  readonly reason: string | undefined;
  readonly "save-plan": string | undefined;
  readonly "use-plan": string | undefined;
  readonly write: string | undefined;
  readonly push: boolean | undefined;
}

/** Parsed arguments, by the declarations below. */
export function verbArguments(parsed: object): VerbArguments {
  return parsed as VerbArguments;
}

/** A verb without any flag, for people. */
export function plainArguments(release: string): VerbArguments {
  return verbArguments({release, output: "text"});
}

/**
 * How long one wait may take, where that was said or is not the usual. Argo CD that polls was seen to take 163 to 372
 * seconds, and a step that nobody waits for is applied with nobody watching.
 */
export function patienceOf({timeout, push}: Pick<VerbArguments, "timeout" | "push">): string | undefined {
  return timeout ?? (push ? "10m" : undefined);
}

/** Flags of the commands that change a release. */
export function withPlanOptions<T>(yargs: Argv<T>): Argv<T> {
  return withReleaseOptions(yargs)
    .option("dry-run", {
      choices: ["client", "server"] as const,
      describe: "show the plan and change nothing (server: ask the new image for its migrations too)",
    })
    .option("exit-code", {type: "boolean", describe: "with --dry-run: exit 2 where something would change"})
    .option("show-objects", {
      type: "boolean",
      describe: "show how the objects in the cluster will differ, field by field",
    })
    .option("yes", {alias: "y", type: "boolean", describe: "answer with yes what asks for no name"})
    .option("accept", {
      type: "string",
      array: true,
      describe: "accept what may break the live version, by its name: a migration, or verdict; may be given again",
    })
    .option("timeout", {
      type: "string",
      defaultDescription: "5m",
      describe:
        "how long one wait may take; without it a migration has as long as its Job, and with --push it is 10m, for a controller that polls takes up to seven",
    })
    .option("save-plan", {type: "string", describe: "write the plan to this file and change nothing"})
    .option("use-plan", {
      type: "string",
      conflicts: "save-plan",
      describe: "do what the plan in this file says, or nothing where it is out of date",
    })
    .option("reason", {type: "string", describe: "why: history and status show it, with who and from where"})
    .option("probe-url", {
      type: "string",
      describe: "where the data plane answers, when the Gateway's address cannot be reached from here",
    });
}

/** Flags of the verbs that can leave it to a controller to change the cluster. */
export function withCommitOptions<T>(yargs: Argv<T>): Argv<T> {
  return yargs
    .option("write", {
      type: "string",
      conflicts: ["save-plan", "use-plan"],
      describe: "GitOps: change the values files in this folder, for a commit, and nothing in the cluster",
    })
    .option("push", {
      type: "boolean",
      describe: "with --write: commit, push, wait until the controller has applied it, and go on",
    });
}

/** The flag of the commands that only look, where values files are the record. */
export function withReadOption<T>(yargs: Argv<T>) {
  return yargs.option("read", {type: "string", describe: "GitOps: the folder with the values files of the release"});
}

/** Flags of the verbs that go on with what is out. */
export function withRolloutOptions<T>(yargs: Argv<T>): Argv<T> {
  return withCommitOptions(withPlanOptions(yargs)).option("rollout", {
    type: "string",
    describe: "act only if this is the rollout that is out (its number, without #)",
  });
}

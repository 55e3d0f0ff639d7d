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

/** Flags of the commands that change a release. */
export function withPlanOptions<T>(yargs: Argv<T>) {
  return withReleaseOptions(yargs)
    .option("dry-run", {
      choices: ["client", "server"] as const,
      describe: "show the plan and change nothing (server: ask the new image for its migrations too)",
    })
    .option("exit-code", {type: "boolean", describe: "with --dry-run: exit 2 where something would change"})
    .option("yes", {alias: "y", type: "boolean", describe: "answer every question with yes"})
    .option("timeout", {type: "string", default: "5m", describe: "how long one wait may take"})
    .option("probe-url", {
      type: "string",
      describe: "where the data plane answers, when the Gateway's address cannot be reached from here",
    });
}

export type PlanArguments = Awaited<ReturnType<typeof withPlanOptions>["argv"]>;

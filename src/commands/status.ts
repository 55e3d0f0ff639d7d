import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReleaseOptions} from "./options.ts";

/** `djcd status [release]` */
export function statusCommand(context: Context): CommandModule {
  return {
    command: "status [release]",
    describe: "Show where a release stands, and what to type next",
    builder: (yargs) =>
      withReleaseOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => {
      const [{openSession, releaseNamed}, {observe}, {refuseForeign}, {routerOf}, {statusOf}, {statusText}] =
        await Promise.all([
          import("./open-session.ts"),
          import("../release/observe.ts"),
          import("../release/phase.ts"),
          import("../release/router-of.ts"),
          import("../release/status.ts"),
          import("./status-text.ts"),
        ]);
      const session = await openSession(context, {output: args.output as string});
      const release = await releaseNamed(session, args.release as string | undefined);
      const observation = await observe(session.api, session.namespace, release);
      refuseForeign(observation);
      const found = statusOf(observation, routerOf(observation));
      const status = {...found, next: found.next.map(session.asTyped)};
      context.stdout.write(args.output === "json" ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
    },
  };
}

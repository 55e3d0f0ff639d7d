/** `npm run demo`: a Django project gets its chart, and releases go out and come back, on a real cluster, under load. */
import {introduction} from "./introduction.ts";
import {type Options, readOptions, USAGE} from "./options.ts";
import {contextPlace} from "./places/context.ts";
import {ownPlace} from "./places/own.ts";
import type {Place} from "./places/place.ts";
import {say} from "./screen.ts";
import {prepare} from "./stage.ts";
import {play} from "./story.ts";
import {failuresIn, summary} from "./summary.ts";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(USAGE);
  else if (options.down) await placeOf(options).close();
  else await run(options);
}

function placeOf(options: Options): Place {
  return options.context === undefined ? ownPlace() : contextPlace(options.context, options);
}

async function run(options: Options): Promise<void> {
  const place = placeOf(options);
  say(introduction(place));
  const stage = await prepare(place);
  const report = await play(stage);
  say(summary(report, stage));
  if (failuresIn(report) > 0) process.exitCode = 1;
}

// Folders of this run are removed when the process exits; a signal alone would not let it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

await main().catch((error: Error) => {
  say(`\nError: ${error.message}`);
  process.exit(1);
});

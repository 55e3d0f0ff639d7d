import {complete} from "./completion/complete.ts";
import {processContext} from "./context.ts";

// What `plugin.complete` runs, with the words that were typed.
void complete(processContext(), process.argv.slice(2)).then((words) =>
  process.stdout.write(words, () => process.exit(0)),
);

import {complete} from "./completion/complete.ts";
import {processContext} from "./context.ts";

// What `plugin.complete` runs, with the words that were typed.
process.stdout.write(await complete(processContext(), process.argv.slice(2)), () => process.exit(0));

/** The load's own process, so that a test's event loop does not disturb it. Its settings are the first argument. */
import type {Order, Word} from "./messages.ts";
import type {Settings} from "./options.ts";
import {Run} from "./run.ts";

const settings = JSON.parse(process.argv[2] ?? "") as Settings;
const run = new Run(settings);

function say(word: Word): void {
  process.send?.(word);
}

async function end(): Promise<void> {
  say({is: "ended", report: await run.stop()});
  process.disconnect?.();
}

function obey(order: Order): void {
  if (order.do === "stop") return void end();
  if (order.do === "mark") run.mark(order.name);
  say({is: "done", id: order.id, report: run.snapshot()});
}

process.on("message", obey);
process.on("disconnect", () => process.exit());
setTimeout(end, settings.seconds * 1000).unref();
run.start();
say({is: "started"});

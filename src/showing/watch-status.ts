import type {Context} from "../context.ts";
import {observeNamed} from "../running/observe-named.ts";
import {EVERY_MILLISECONDS, lookAgain, looker} from "./look-again.ts";
import {screenOf, type View} from "./view.ts";

/** Shows where a release stands, every second, until nobody looks any more. */
export async function watchStatus(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const seen = await observeNamed(context, args);
  const isWatched = watcher(context);
  if (takesKeys(context, args)) return (await import("./watch-with-keys.ts")).watchWithKeys(seen, isWatched);
  const look = looker(seen);
  const show = screenOf(context.stdout, args.output === "json");
  for (let view: View = {status: await look(), missed: 0}; isWatched(); view = await lookAgain(view, look)) {
    show(view, context.clock.now());
    await context.clock.sleep(EVERY_MILLISECONDS);
  }
}

/** A key does at once what a command does: where a person sits there, and where djcd may change the cluster by itself. */
function takesKeys({stdin, stdout}: Context, {output, read}: Readonly<Record<string, unknown>>): boolean {
  const isTerminal = (stdout as {readonly isTTY?: boolean}).isTTY === true;
  return stdin.isTTY && isTerminal && output !== "json" && read === undefined;
}

/** Helm passes no signal on, and a closed pipe is none: whoever started us is gone, or does not read any more. */
function watcher({stdout, parent}: Context): () => boolean {
  const started = parent();
  let isRead = true;
  stdout.on("error", () => {
    isRead = false;
  });
  return () => isRead && parent() === started;
}

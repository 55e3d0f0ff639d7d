import type {ValuesFolder} from "../observe/observe-files.ts";
import {quoted} from "../typed/quoted.ts";

/** How a command goes on whose step waits for a commit. */
export const SAME_AGAIN = "then the same command again: it waits until the controller has applied it, and goes on";

/** Files that wait for a commit, and what to do with them. */
export function writtenText(
  {folder}: {readonly folder: ValuesFolder},
  files: readonly string[],
  next: readonly string[],
): string {
  const paths = files.map((file) => quoted(`${folder.shown}/${file}`));
  const steps = [`git add ${paths.join(" ")}`, "git commit, and push it", ...next];
  return `written: ${paths.join(", ")}\nnext:\n${steps.map((line) => `  ${line}\n`).join("")}`;
}

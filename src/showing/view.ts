import {clockText} from "../release/times.ts";
import {canvasOf} from "./canvas.ts";
import {type ShownStatus, statusText} from "./status-text.ts";

/** What somebody who watches a release sees. */
export interface View {
  readonly status: ShownStatus;
  /** Looks in a row that failed since then. */
  readonly missed: number;
  /** Why the last of them did. */
  readonly trouble?: string;
}

/** Looks that may fail before it is said. */
const PATIENCE = 5;

type Show = (view: View, now: Date) => void;

type Stream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** How views are shown: in place in a terminal, one after the other elsewhere, and only where something changed. */
export function screenOf(stdout: Stream, json: boolean): Show {
  if (json) return onChange(stdout, viewJson, "");
  return stdout.isTTY ? inPlace(stdout) : onChange(stdout, viewText, "\n");
}

function inPlace(stdout: Stream): Show {
  const canvas = canvasOf(stdout);
  return (view, now) => canvas.draw(viewText(view), `\n${clockTime(now)}  Ctrl-C ends`);
}

/** The time of a look. */
export function clockTime(now: Date): string {
  return clockText(now.toISOString());
}

function onChange(stdout: Stream, textOf: (view: View) => string, between: string): Show {
  let shown = "";
  return (view) => {
    const text = textOf(view);
    if (text === shown) return;
    stdout.write(shown ? `${between}${text}` : text);
    shown = text;
  };
}

/** A view for people. */
export function viewText(view: View): string {
  const trouble = troubleOf(view);
  return `${statusText(view.status)}${trouble ? `! not seen anew: ${trouble}\n` : ""}`;
}

/** A view for machines, on one line. */
function viewJson(view: View): string {
  const trouble = troubleOf(view);
  return `${JSON.stringify({...view.status, ...(trouble && {trouble})})}\n`;
}

function troubleOf({missed, trouble}: View): string | undefined {
  return missed > PATIENCE ? trouble?.split("\n")[0] : undefined;
}

import {type Drawn, fitting, redraw} from "./redraw.ts";

type Stream = NodeJS.WritableStream & {
  readonly columns?: number;
  readonly rows?: number;
};

/** Lines of a view that stand above a plan at least: what it is of, and where traffic is. */
const HEAD = 3;

/** The place in a terminal where a view is drawn, again and again. */
export interface Canvas {
  /** Draws a view, and what stands below it. */
  draw(view: string, below: string): void;
  /** The same for a text that has to be read whole: where there is no room for it, it is printed below, and scrolls. */
  show(view: string, text: string): void;
  /** Leaves a view where it is: what is printed now stands below it, and the next drawing below that. */
  leave(view: string): void;
}

/** A canvas where the cursor stands. */
export function canvasOf(stdout: Stream): Canvas {
  let before: Drawn | undefined;
  const size = () => ({columns: stdout.columns ?? 80, rows: stdout.rows ?? 24});
  const write = (text: string): void => {
    const {characters, drawn} = redraw(text, size(), before);
    stdout.write(characters);
    before = drawn;
  };
  const leave = (view: string): void => {
    if (before) write(view);
    before = undefined;
  };
  return {
    draw: (view, below) => write(fitting(view, below, size(), 0) ?? below),
    show: (view, text) => {
      const whole = fitting(view, text, size(), HEAD);
      if (whole !== undefined) return write(whole);
      leave(view);
      stdout.write(`${text.trimEnd()}\n`);
    },
    leave,
  };
}

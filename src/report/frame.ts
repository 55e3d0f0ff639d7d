const WIDTH = 760;
const HEIGHT = 220;
const EDGE = {left: 44, right: 12, top: 12, bottom: 28};

const right = WIDTH - EDGE.right;
const bottom = HEIGHT - EDGE.bottom;

/** The axes of a plot: time to the right, in seconds, and a value from 0 to a top. */
export interface Frame {
  readonly right: number;
  x(second: number): number;
  y(value: number): number;
  /** The whole SVG, with lines across and times below. */
  around(inside: readonly string[]): string;
}

/** A frame; marks are the values that have a line across. */
export function frameOf(label: string, ends: number, marks: readonly number[], unit: string): Frame {
  const top = marks.at(-1) ?? 1;
  const x = (second: number): number => round(EDGE.left + (second / ends) * (right - EDGE.left));
  const y = (value: number): number => round(bottom - (value / top) * (bottom - EDGE.top));
  const around = (inside: readonly string[]): string =>
    [
      `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">`,
      ...marks.map((mark) => gridLine(y(mark), `${mark} ${unit}`)),
      ...inside,
      ...[0, ends / 2, ends].map((second) => timeMark(x(second), second)),
      "</svg>",
    ].join("\n");
  return {right, x, y, around};
}

function gridLine(at: number, text: string): string {
  return `<line class="grid" x1="${EDGE.left}" x2="${right}" y1="${at}" y2="${at}"/><text x="${EDGE.left - 6}" y="${at + 4}" text-anchor="end">${text}</text>`;
}

function timeMark(at: number, second: number): string {
  const anchor = at >= right - 1 ? "end" : "middle";
  return `<text x="${at}" y="${HEIGHT - 8}" text-anchor="${anchor}">${clock(second)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Seconds as people read them off a clock: `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

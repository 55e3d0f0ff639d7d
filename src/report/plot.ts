import {trafficText} from "../release/block.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {Move} from "./story.ts";

const WIDTH = 760;
const HEIGHT = 220;
const EDGE = {left: 44, right: 12, top: 12, bottom: 28};

const right = WIDTH - EDGE.right;
const bottom = HEIGHT - EDGE.bottom;

/** The share of each slot over time, as an SVG: a step for each move, the last one to the right edge. */
export function weightsPlot(moves: readonly Move[]): string {
  const ends = Math.max(1, (moves.at(-1)?.second ?? 0) * 1.1);
  const x = (second: number): number => round(EDGE.left + (second / ends) * (right - EDGE.left));
  const lines = SLOTS.map((slot) => `<path class="${slot}" d="${stepsOf(moves, slot, x)}"/>`);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Share of each slot over time">`,
    ...[0, 25, 50, 75, 100].map(gridLine),
    ...lines,
    ...moves.map((move) => dots(move, x)),
    ...[0, ends / 2, ends].map((second) => timeMark(x(second), second)),
    "</svg>",
  ].join("\n");
}

function stepsOf(moves: readonly Move[], slot: Slot, x: (second: number) => number): string {
  const steps = moves.map(({second, traffic}, index) => {
    const share = y(traffic[slot] ?? 0);
    return index === 0 ? `M${x(second)},${share}` : `H${x(second)}V${share}`;
  });
  return steps.length === 0 ? "" : `${steps.join("")}H${right}`;
}

function dots({second, traffic}: Move, x: (second: number) => number): string {
  const dot = (slot: Slot): string =>
    `<circle class="${slot}" cx="${x(second)}" cy="${y(traffic[slot] ?? 0)}" r="3.5"><title>${trafficText(traffic)}</title></circle>`;
  return SLOTS.filter((slot) => traffic[slot] !== undefined)
    .map(dot)
    .join("");
}

function gridLine(share: number): string {
  const at = y(share);
  return `<line class="grid" x1="${EDGE.left}" x2="${right}" y1="${at}" y2="${at}"/><text x="${EDGE.left - 6}" y="${at + 4}" text-anchor="end">${share} %</text>`;
}

function timeMark(at: number, second: number): string {
  const anchor = at >= right - 1 ? "end" : "middle";
  return `<text x="${at}" y="${HEIGHT - 8}" text-anchor="${anchor}">${clock(second)}</text>`;
}

function y(share: number): number {
  return round(bottom - (share / 100) * (bottom - EDGE.top));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Seconds as people read them off a clock: `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

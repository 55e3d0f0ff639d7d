import {trafficText} from "../release/block.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import {type Frame, frameOf} from "./frame.ts";
import type {Move} from "./story.ts";

/** The share of each slot over time, as an SVG: a step for each move, the last one to the right edge. */
export function weightsPlot(moves: readonly Move[], ends: number): string {
  const frame = frameOf("Share of each slot over time", ends, [0, 25, 50, 75, 100], "%");
  const lines = SLOTS.map((slot) => `<path class="${slot}" d="${stepsOf(moves, slot, frame)}"/>`);
  return frame.around([...lines, ...moves.map((move) => dots(move, frame))]);
}

function stepsOf(moves: readonly Move[], slot: Slot, {x, y, right}: Frame): string {
  const steps = moves.map(({second, traffic}, index) => {
    const share = y(traffic[slot] ?? 0);
    return index === 0 ? `M${x(second)},${share}` : `H${x(second)}V${share}`;
  });
  return steps.length === 0 ? "" : `${steps.join("")}H${right}`;
}

function dots({second, traffic}: Move, {x, y}: Frame): string {
  const dot = (slot: Slot): string =>
    `<circle class="${slot}" cx="${x(second)}" cy="${y(traffic[slot] ?? 0)}" r="3.5"><title>${trafficText(traffic)}</title></circle>`;
  return SLOTS.filter((slot) => traffic[slot] !== undefined)
    .map(dot)
    .join("");
}

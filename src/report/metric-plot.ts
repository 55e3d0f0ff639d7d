import {SLOTS} from "../release/names.ts";
import {type Frame, frameOf} from "./frame.ts";
import type {Course, Point} from "./story.ts";

/** A metric of both slots over time, as an SVG. Where nothing was measured the line has a gap. */
export function metricPlot({title, unit, slots}: Course, ends: number): string {
  const top = roundUp(
    Math.max(0, ...SLOTS.flatMap((slot) => slots[slot].map(({value}) => value)).filter(Number.isFinite)),
  );
  const frame = frameOf(`${title} of each slot over time`, ends, [0, top / 2, top], unit);
  return frame.around(SLOTS.map((slot) => `<path class="${slot}" d="${lineOf(slots[slot], frame)}"/>`));
}

function lineOf(points: readonly Point[], {x, y}: Frame): string {
  const isDrawn = (point: Point | undefined): boolean => point !== undefined && Number.isFinite(point.value);
  return points
    .map((point, index) => {
      if (!isDrawn(point)) return "";
      return `${isDrawn(points[index - 1]) ? "L" : "M"}${x(point.second)},${y(point.value)}`;
    })
    .join("");
}

/** The next 1, 2 or 5 of its size: 0.34 is 0.5. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => value <= one * size * 1.000_001) ?? 10;
  return Number((step * size).toPrecision(1));
}

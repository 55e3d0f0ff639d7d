import type {FigureName} from "./figures.ts";

/** What a figure should be below, and what of it is not djcd's to make shorter. */
export interface Aim {
  readonly figure: FigureName;
  /** In the unit of the figure, or in times of another figure of the same run. */
  readonly below: number;
  readonly times?: FigureName;
  /** Of the medians of the same run. */
  readonly floor: (median: (figure: FigureName) => number) => number;
  readonly of: string;
}

type Median = Parameters<Aim["floor"]>[0];

/** `helm djcd` is a Helm that starts a Node. */
const start = (median: Median): number => median("bareVersion") + median("nodeStart");

const EMPTY = "a Helm that says its version and a Node that does nothing";

/** The aims of this project, with what stands below each. */
export const AIMS: readonly Aim[] = [
  {
    figure: "promoteSeen",
    below: 1.2,
    times: "bareSeen",
    floor: (median) => start(median) + median("stagePlane"),
    of: `${EMPTY}, and the data plane from the PATCH on`,
  },
  {
    figure: "warmSeen",
    below: 1.2,
    times: "bareBackSeen",
    floor: (median) => start(median) + median("stagePlane"),
    of: `${EMPTY}, and the data plane from the PATCH on`,
  },
  {
    figure: "promote",
    below: 1000,
    floor: (median) => start(median) + median("bareUpgrade"),
    of: `${EMPTY}, and the Helm that records the weight`,
  },
  {
    figure: "cold",
    below: 2500,
    floor: (median) => start(median) + 2 * median("bareUpgrade"),
    of: `${EMPTY}, and the two Helms that fill the slot and record the weight; the start of two pods comes on top`,
  },
  {figure: "status", below: 1.6, times: "bareStatus", floor: start, of: EMPTY},
  {figure: "generate", below: 300, floor: start, of: EMPTY},
  {
    figure: "requests",
    below: 150,
    floor: (median) => median("requestsHelm"),
    of: "what Helm sends",
  },
  {
    figure: "pods",
    below: 3,
    floor: () => 2,
    of: "the pods of the version; one more asks the image for its migrations",
  },
];

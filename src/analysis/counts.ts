import type {Sample, Series} from "../prometheus/prometheus.ts";
import type {Slot} from "../release/names.ts";
import type {CounterName} from "./queries.ts";

/** What one slot has done since the step began. */
export interface Counts {
  readonly requests: number;
  /** Answered with a status of 500 or more. */
  readonly errors: number;
  /** Requests that took at most so long, in seconds; each holds those of the ones before it. */
  readonly buckets: readonly Bucket[];
  /** Errors of the database by the name of their class. */
  readonly databaseErrors: Readonly<Record<string, number>>;
  /** Whether statements are counted at all. */
  readonly countsDatabase: boolean;
}

export interface Bucket {
  readonly le: number;
  readonly count: number;
}

/** What each counter has grown by, a sample for each series. */
export type CounterSamples = Readonly<Record<CounterName, readonly Sample[]>>;

/** The slot that a sample is of. */
export type SlotOf = (sample: Sample) => Slot | undefined;

/** What was heard of one counter since a step began: nothing of it is lost with its pod. */
export interface Tally {
  /** The last that was heard of each series. */
  readonly last: ReadonlyMap<string, number>;
  /** How much each has grown. */
  readonly grown: ReadonlyMap<string, Sample>;
}

export const NOTHING_HEARD: Tally = {last: new Map(), grown: new Map()};

/**
 * Adds what a counter's series went through. Prometheus' own increase() does not see the first error: a series that is
 * born with it never grew. One that was not there began at 0, and so did one that is smaller than before. What was there
 * before the step began is where it began from.
 */
export function counted({last, grown}: Tally, series: readonly Series[], begun: number): Tally {
  const [lastNow, grownNow] = [new Map(last), new Map(grown)];
  for (const {labels, points} of series) {
    const key = keyOf({labels});
    let {value} = grownNow.get(key) ?? {value: 0};
    for (const point of points) {
      if (point.at > begun) value += growth(lastNow.get(key) ?? 0, point.value);
      lastNow.set(key, point.value);
    }
    grownNow.set(key, {labels, value});
  }
  return {last: lastNow, grown: grownNow};
}

function growth(before: number, now: number): number {
  return now < before ? now : now - before;
}

function keyOf({labels}: Pick<Sample, "labels">): string {
  return JSON.stringify(Object.entries(labels).sort());
}

/** Sums up what the pods of one slot counted. */
export function countsOf(slot: Slot, slotOf: SlotOf, grown: CounterSamples): Counts {
  const grew = (name: CounterName): Sample[] => grown[name].filter((one) => slotOf(one) === slot);
  const responses = grew("responses");
  return {
    requests: sum(responses),
    errors: sum(responses.filter(({labels}) => Number(labels.status) >= 500)),
    buckets: bucketsOf(grew("latency")),
    databaseErrors: {...byLabel(grew("databaseErrors"), "type"), ...named("connecting", sum(grew("connectionErrors")))},
    countsDatabase: grew("statements").length > 0,
  };
}

function sum(samples: readonly Sample[]): number {
  return samples.reduce((total, {value}) => total + value, 0);
}

function byLabel(samples: readonly Sample[], label: string): Record<string, number> {
  const names = [...new Set(samples.map(({labels}) => labels[label] ?? ""))];
  const total = (name: string): number => sum(samples.filter(({labels}) => labels[label] === name));
  return Object.assign({}, ...names.sort().map((name) => named(name, total(name))));
}

/** What never happened is not told. */
function named(name: string, count: number): Record<string, number> {
  return count === 0 ? {} : {[name]: count};
}

function bucketsOf(samples: readonly Sample[]): Bucket[] {
  const limits = [...new Set(samples.map(({labels}) => labels.le ?? ""))];
  return limits
    .map((le) => ({
      le: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le),
      count: sum(samples.filter(({labels}) => labels.le === le)),
    }))
    .sort((one, other) => one.le - other.le);
}

import type {Sample} from "../prometheus/prometheus.ts";
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

export type CounterSamples = Readonly<Record<CounterName, readonly Sample[]>>;

/** The slot that a sample is of. */
export type SlotOf = (sample: Sample) => Slot | undefined;

/**
 * How much each counter grew. Prometheus' own increase() does not see the first error: a series that is born with it
 * never grew. One that was not there began at 0, and so did one that is smaller than before.
 */
export function growth(before: readonly Sample[], now: readonly Sample[]): Sample[] {
  const known = new Map(before.map((sample) => [keyOf(sample), sample.value]));
  return now.map((sample) => ({...sample, value: grown(known.get(keyOf(sample)) ?? 0, sample.value)}));
}

function grown(before: number, now: number): number {
  return now < before ? now : now - before;
}

function keyOf({labels}: Sample): string {
  return JSON.stringify(Object.entries(labels).sort());
}

/** Sums up what the pods of one slot counted. */
export function countsOf(slot: Slot, slotOf: SlotOf, before: CounterSamples, now: CounterSamples): Counts {
  const grew = (name: CounterName): Sample[] => growth(before[name], now[name]).filter((one) => slotOf(one) === slot);
  const responses = grew("responses");
  return {
    requests: sum(responses),
    errors: sum(responses.filter(({labels}) => Number(labels.status) >= 500)),
    buckets: bucketsOf(grew("latency")),
    databaseErrors: {...byLabel(grew("databaseErrors"), "type"), ...named("connecting", sum(grew("connectionErrors")))},
    countsDatabase: now.statements.some((one) => slotOf(one) === slot),
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

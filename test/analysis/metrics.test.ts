import {expect, test} from "vitest";
import {findingText} from "../../src/analysis/finding.ts";
import {judgeMetrics, METRICS, type MetricName} from "../../src/analysis/metrics.ts";
import type {Reading} from "../../src/analysis/reading.ts";
import {counts, evenly, read, settings} from "./counts.fixture.ts";

/** The line of one metric. */
function line(name: MetricName, reading: Reading, given: object = {}): string {
  const found = judgeMetrics(reading, settings(given)).find(({metric}) => metric === METRICS[name].title);
  return found ? findingText(found) : "not asked for";
}

const GOOD = "error share: candidate 0 % (0 of 1000), live 0 % (0 of 1000), bound 0.5 %: pass";

test.each([
  ["a version that does well passes", read({}), {}, GOOD],
  [
    "one request in twenty fails",
    read({errors: 10, requests: 200}),
    {},
    "error share: candidate 5 % (10 of 200), live 0 % (0 of 1000), bound 0.5 %: fail",
  ],
  [
    "a few requests are enough where all of them fail",
    read({errors: 4, requests: 4}),
    {},
    "error share: candidate 100 % (4 of 4), live 0 % (0 of 1000), bound 0.5 %: fail",
  ],
  [
    "above the bound by what may be chance is neither",
    read({errors: 1, requests: 100}),
    {},
    "error share: candidate 1 % (1 of 100), live 0 % (0 of 1000), bound 0.5 %: not enough data (too few to be sure)",
  ],
  [
    "live has errors too: the candidate may have as many and a little more",
    read({errors: 8}, {errors: 6}),
    {},
    "error share: candidate 0.8 % (8 of 1000), live 0.6 % (6 of 1000), bound 1 %: pass",
  ],
  [
    "where nothing is allowed one error is enough",
    read({errors: 1}),
    {errorShare: {maxPercent: 0}},
    "error share: candidate 0.1 % (1 of 1000), live 0 % (0 of 1000), bound 0 %: fail",
  ],
  [
    "few requests are no pass",
    read({requests: 99}),
    {},
    "error share: candidate 0 % (0 of 99), live 0 % (0 of 1000), bound 0.5 %: not enough data (99 of 100 requests to the candidate)",
  ],
  [
    "no requests are no pass",
    read({requests: 0, buckets: []}),
    {},
    "error share: candidate 0 % (0 of 0), live 0 % (0 of 1000), bound 0.5 %: not enough data (0 of 100 requests to the candidate)",
  ],
  [
    "a live version that nobody asks is nothing to compare with",
    read({}, {requests: 3}),
    {},
    "error share: candidate 0 % (0 of 1000), live 0 % (0 of 3), bound 0.5 %: not enough data (3 of 100 requests to live)",
  ],
  [
    "NaN is no pass",
    read({requests: Number.NaN}),
    {},
    "error share: candidate - (0 of -), live 0 % (0 of 1000), bound 0.5 %: not enough data (- of 100 requests to the candidate)",
  ],
  [
    "NaN of live is no pass",
    read({}, {errors: Number.NaN}),
    {},
    "error share: candidate 0 % (0 of 1000), live - (- of 1000), bound -: not enough data (too few to be sure)",
  ],
  [
    "a Prometheus that does not answer is no pass",
    {state: "unread", why: "Prometheus: no answer in 5 s"} as const,
    {},
    "error share: candidate -, live -, bound 1 %, 0.5 points above live: not enough data (Prometheus: no answer in 5 s)",
  ],
  ["it is not looked at where nobody wants it", read({errors: 500}), {errorShare: {enabled: false}}, "not asked for"],
])("error share: %s", (_, reading, given, expected) => expect(line("errorShare", reading, given)).toBe(expected));

const SLOW = (seconds: number) => ({buckets: evenly(1000, seconds)});

test.each([
  ["as fast as live", read(SLOW(1), SLOW(1)), {}, "latency p95: candidate 975 ms, live 975 ms, bound 1.5 s: pass"],
  ["twice as slow", read(SLOW(2), SLOW(1)), {}, "latency p95: candidate 1.9 s, live 975 ms, bound 1.5 s: fail"],
  [
    "twice as slow, and nobody feels it",
    read(SLOW(0.08), SLOW(0.04)),
    {},
    "latency p95: candidate 78 ms, live 39 ms, bound 100 ms: pass",
  ],
  [
    "slower than what is allowed at most, and live is too",
    read(SLOW(4), SLOW(4)),
    {latencyP95: {maxSeconds: 2.5}},
    "latency p95: candidate 3.9 s, live 3.9 s, bound 2.5 s: fail",
  ],
  [
    "a few slow requests among few",
    read(
      {
        requests: 100,
        buckets: [
          {le: 1, count: 93},
          {le: 4, count: 100},
        ],
      },
      SLOW(1),
    ),
    {},
    "latency p95: candidate 1.9 s, live 975 ms, bound 1.5 s: not enough data (too few to be sure)",
  ],
  [
    "no request of live",
    read(SLOW(1), {buckets: []}),
    {},
    "latency p95: candidate 975 ms, live -, bound -: not enough data (too few to be sure)",
  ],
])("latency: %s", (_, reading, given, expected) => expect(line("latencyP95", reading, given)).toBe(expected));

const DATABASE = "database errors per request";

test.each([
  [
    "errors are told by their class",
    read({databaseErrors: {OperationalError: 40, connecting: 2}}),
    `${DATABASE}: candidate 4.2 % (42 of 1000): OperationalError 40, connecting 2, live 0 % (0 of 1000), bound 0.5 %: fail`,
  ],
  [
    "a database whose statements nobody counts has no errors either",
    read({countsDatabase: false}),
    `${DATABASE}: candidate 0 % (0 of 1000), live 0 % (0 of 1000), bound 0.5 %: not enough data (no statement of the candidate was counted: does ENGINE begin with django_prometheus.db.backends?)`,
  ],
  [
    "more errors than requests",
    read({databaseErrors: {OperationalError: 3000}}),
    `${DATABASE}: candidate 300 % (3000 of 1000): OperationalError 3000, live 0 % (0 of 1000), bound 0.5 %: fail`,
  ],
])("database: %s", (_, reading, expected) => expect(line("databaseErrors", reading)).toBe(expected));

test("each metric that is built in is judged unless it is turned off", () => {
  const all = (given: object): string[] => judgeMetrics(read({}), settings(given)).map(({metric}) => metric);
  expect(all({})).toEqual(Object.values(METRICS).map(({title}) => title));
  for (const name of Object.keys(METRICS)) expect(all({[name]: {enabled: false}})).toHaveLength(2);
  expect(counts().requests).toBe(1000);
});

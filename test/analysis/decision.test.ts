import {expect, test} from "vitest";
import {decide} from "../../src/analysis/decision.ts";
import {type Finding, unknown} from "../../src/analysis/finding.ts";
import {judgeQueries} from "../../src/analysis/own-queries.ts";
import {
  COUNTERS,
  type CounterName,
  counterQuery,
  filled,
  lastHeardQuery,
  type Scope,
  slotOfPod,
} from "../../src/analysis/queries.ts";
import {RATES} from "../../src/analysis/rates.ts";
import {analysisFault} from "../../src/analysis/refusals.ts";
import {schemaTrip} from "../../src/analysis/schema-errors.ts";
import {analysisOf} from "../../src/analysis/settings.ts";
import {counts, read, settings} from "./counts.fixture.ts";

const finding = (verdict: Finding["verdict"]): Finding => ({
  ...{metric: "error share", candidate: "5 %", live: "0 %", bound: "1 %"},
  verdict,
});

const pass = finding("pass");
const fail = finding("fail");
const open = unknown("latency p95", "2 s", "3 of 100 requests");

const OPEN = "latency p95: not enough data (3 of 100 requests)";
const FAILED = "error share of the candidate is 5 %, live has 0 %, and the bound is 1 %";

test.each([
  ["all is well, and time is left", 10, [], [pass], {is: "wait"}],
  ["all is well, and time is up", 60, [], [pass], {is: "go on"}],
  ["nothing is measured, and time is up", 60, [], [], {is: "go on"}],
  ["something fails, and time is left", 1, [], [pass, fail], {is: "go back", why: FAILED}],
  ["something trips, and all metrics are well", 1, ["OOMKilled"], [pass], {is: "go back", why: "OOMKilled"}],
  ["not enough is known, and time is left", 10, [], [open], {is: "wait"}],
  ["not enough is known, and time is up", 60, [], [pass, open], {is: "extend", why: OPEN}],
  ["not enough is known, and more time is up", 100, [], [pass, open], {is: "hold", why: OPEN}],
  ["something fails at last", 99, [], [open, fail], {is: "go back", why: FAILED}],
])("%s", (_, elapsed, trips, findings, expected) =>
  expect(decide({trips, findings}, elapsed, {seconds: 60, extendSeconds: 40})).toEqual(expected),
);

test.each([
  [
    "the candidate",
    read({databaseErrors: {UndefinedColumn: 1}}),
    "the candidate does not fit the database's schema: UndefinedColumn, 1 times",
  ],
  [
    "live",
    read({}, {databaseErrors: {NotNullViolation: 2}}),
    "live does not fit the database's schema: NotNullViolation, 2 times",
  ],
  ["nobody: other errors have a bound", read({databaseErrors: {OperationalError: 5}}), undefined],
  ["nobody: nothing was read", {state: "unread", why: "down"} as const, undefined],
])("the schema does not fit %s", (_, reading, expected) => expect(schemaTrip(reading)).toBe(expected));

const scope: Scope = {
  ...{
    namespace: "shop-live",
    release: "shop",
    ignoreViews: "probe",
    prefix: "",
    labels: {namespace: "namespace", pod: "pod"},
  },
  workloads: {blue: ["shop-web-blue"], green: ["shop-web-green"]},
};

const pods = 'namespace="shop-live", pod=~"(shop-web-blue|shop-web-green)-[0-9a-z]+-[0-9a-z]+"';

test.each([
  [
    "responses",
    `sum by (pod, status) (max by (pod, status, view, method) (django_http_responses_total_by_status_view_method_total{${pods}, view!~"probe"}))`,
  ],
  [
    "latency",
    `sum by (pod, le) (max by (pod, le, view, method) (django_http_requests_latency_seconds_by_view_method_bucket{${pods}, view!~"probe"}))`,
  ],
  ["databaseErrors", `sum by (pod, type) (max by (pod, type, alias, vendor) (django_db_errors_total{${pods}}))`],
  ["connectionErrors", `sum by (pod) (max by (pod, alias, vendor) (django_db_new_connection_errors_total{${pods}}))`],
  ["statements", `sum by (pod) (max by (pod, alias, vendor) (django_db_execute_total{${pods}}))`],
] as const)("%s are counted once for each pod, whatever labels those who scrape it add", (name, query) =>
  expect(counterQuery(name, scope)).toBe(query),
);

test("what the project puts before its names is asked for, in verdicts and in reports", () => {
  const {prefix} =
    analysisOf({analysis: {enabled: true}, metrics: {namespace: "acme"}}) ?? expect.fail("it is enabled");
  expect(prefix).toBe("acme_");
  const named = {...scope, prefix};
  const counters = (Object.keys(COUNTERS) as CounterName[]).map((name) => counterQuery(name, named));
  const queries = [...counters, lastHeardQuery(named), ...RATES.map(({query}) => query(named))];
  const names = queries.flatMap((query) => query.match(/\w*django_\w+/g) ?? []);
  expect(names.length).toBeGreaterThan(queries.length);
  expect(names.filter((name) => !name.startsWith("acme_django_"))).toEqual([]);
});

test("a query of a person's own is filled for each slot, and what is no variable stays", () => {
  const query =
    'sum(rate(x{pod=~"$pods",slot="$slot",ns="$namespace",r="$release",path=~"a$"}[$window])) + label_replace(y,"a","$1","b","c")';
  expect(filled(query, scope, "green", 41.7)).toBe(
    'sum(rate(x{pod=~"(shop-web-green)-[0-9a-z]+-[0-9a-z]+",slot="green",ns="shop-live",r="shop",path=~"a$"}[42s])) + label_replace(y,"a","$1","b","c")',
  );
});

test.each([
  ["shop-web-green-6d5f7c8b9-x2x4z", "green"],
  ["shop-web-blue-6d5f7c8b9-x2x4z", "blue"],
  ["shop-web-green", undefined],
  ["other-shop-web-green-6d5f7c8b9-x2x4z", undefined],
  ["shop-web-green-worker-6d5f7c8b9-x2x4z", undefined],
])("pod %s is of slot %s", (pod, slot) => expect(slotOfPod(scope, pod)).toBe(slot));

const sample = (value: number) => [{labels: {}, value}];

test.each([
  ["within its bound", {max: 5}, sample(4), [], "pass"],
  ["above its bound", {max: 5}, sample(6), [], "fail"],
  ["below its bound", {min: 5}, sample(4), [], "fail"],
  ["no worse than live", {maxTimesLive: 2}, sample(4), sample(2), "pass"],
  ["worse than live", {maxTimesLive: 2}, sample(5), sample(2), "fail"],
  ["less than live", {minTimesLive: 0.5}, sample(1), sample(3), "fail"],
  ["empty", {max: 5}, [], [], "not enough data: 0 series for the candidate, and one number is needed"],
  [
    "many",
    {max: 5},
    [...sample(1), ...sample(2)],
    [],
    "not enough data: 2 series for the candidate, and one number is needed",
  ],
  ["NaN", {max: 5}, sample(Number.NaN), [], "not enough data: NaN for the candidate"],
  ["infinite", {min: 5}, sample(Number.POSITIVE_INFINITY), [], "not enough data: Infinity for the candidate"],
  [
    "nothing to compare with",
    {maxTimesLive: 2},
    sample(4),
    [],
    "not enough data: 0 series for live, and one number is needed",
  ],
])("a query of a person's own: %s", (_, bounds, candidate, live, expected) => {
  const reading = {state: "read", candidate: counts(), live: counts(), own: [{candidate, live}]} as const;
  const [found] = judgeQueries(reading, settings({queries: [{name: "orders", query: "x", ...bounds}]}));
  expect(`${found?.verdict}${found?.why ? `: ${found.why}` : ""}`).toBe(expected);
});

const metadata = {name: "shop", version: "1.0.0", annotations: {"djcd.io/metrics": "django-prometheus"}};
const bare = {name: "shop", version: "1.0.0"};

test.each([
  ["all is there", {}, metadata, {}, undefined],
  [
    "no Prometheus is named",
    {prometheus: {}},
    metadata,
    {},
    "analysis.enabled is true and no Prometheus is named: set analysis.prometheus.url or analysis.prometheus.service",
  ],
  [
    "nobody counts",
    {},
    bare,
    {},
    "analysis.errorShare needs what django-prometheus counts, and this chart was generated without it: set metrics: django-prometheus in djcd.yaml and type helm djcd generate, or set analysis.errorShare.enabled: false",
  ],
  [
    "nobody tells",
    {},
    metadata,
    {metrics: {enabled: false}},
    "analysis.errorShare needs what the pods count, and metrics.enabled is false: set it to true, or set analysis.errorShare.enabled: false",
  ],
  [
    "a variable does not exist",
    {queries: [{name: "orders", query: "sum(x{slot='$slt'})", max: 1}]},
    metadata,
    {},
    'analysis.queries: "orders" says $slt, which does not exist. Known: $slot, $pods, $namespace, $release, $window',
  ],
])("analysis is refused before anything is asked, or not: %s", (_, given, chart, values, expected) =>
  expect(analysisFault(settings(given), chart, values)).toBe(expected),
);

test("without analysis.enabled nothing is analysed", () =>
  expect(analysisOf({analysis: {minRequests: 3}})).toBeUndefined());

import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {beforeAll, describe, expect, test} from "vitest";
import {template, writeChart} from "../charts/render.ts";
import {SCENARIOS} from "../charts/scenarios.ts";
import {HOME} from "../cli/plugin.ts";
import {installPackages} from "../cluster/install/debian.ts";
import {temporaryFolder} from "../temporary-folder.ts";

// Alerts and the queries of the dashboard, judged by Prometheus' own checker: that they can be read, and when they fire.

interface Rule {
  readonly alert: string;
  readonly annotations: {readonly runbook: string};
}

interface Rendered {
  readonly kind: string;
  readonly spec: {readonly groups: readonly {readonly name: string; readonly rules: readonly Rule[]}[]};
  readonly data: Readonly<Record<string, string>>;
}

const folder = temporaryFolder("alerts");
const rulesFile = join(folder, "rules.json");
let rules: readonly Rule[];
let queries: readonly string[];

const {choices, release, values} = SCENARIOS["all-metrics"] ?? expect.fail("all-metrics");
const chart = writeChart(choices);

beforeAll(async () => {
  await installPackages(async (_, work) => work());
  const objects = yaml.loadAll(await template("helm4", {chart, release, values})).filter(Boolean) as Rendered[];
  const groups = objects.find(({kind}) => kind === "PrometheusRule")?.spec.groups ?? [];
  writeFileSync(rulesFile, JSON.stringify({groups}));
  rules = groups.flatMap((group) => group.rules);
  const board = objects.flatMap(({data = {}}) => data["shop.json"] ?? [])[0] ?? "{}";
  const {panels} = JSON.parse(board) as {panels: readonly {targets: readonly {expr: string}[]}[]};
  queries = panels.flatMap(({targets}) => targets.map(({expr}) => expr));
});

test("Prometheus reads the alerts", async () => {
  const {stdout} = await promtool("check", "rules", rulesFile);
  expect(stdout).toContain("SUCCESS: 4 rules found");
});

test("Prometheus reads the query of each panel", async () => {
  const file = join(folder, "panels.json");
  const recorded = queries.map((expr, panel) => ({record: `panel_${panel}`, expr}));
  writeFileSync(file, JSON.stringify({groups: [{name: "panels", rules: recorded}]}));
  const {stdout} = await promtool("check", "rules", file);
  expect(stdout).toContain("SUCCESS: 6 rules found");
});

test("a query that Prometheus cannot read is found", async () => {
  const file = join(folder, "spoilt.json");
  writeFileSync(file, JSON.stringify({groups: [{name: "spoilt", rules: [{record: "a", expr: "sum by (slot"}]}]}));
  expect((await promtool("check", "rules", file)).exitCode).not.toBe(0);
});

test("each alert has a page that says what to do", () => {
  expect(rules.map(({annotations}) => annotations.runbook).filter((page) => !existsSync(join(HOME, page)))).toEqual([]);
});

const POD = 'namespace="default", pod="shop-web-green-5d4f8c7b9-abcde"';
const OTHER_POD = 'namespace="default", pod="shop-web-green-5d4f8c7b9-fghij"';
const RESPONSES = "django_http_responses_total_by_status_view_method_total";

describe("an alert fires", () => {
  test.each([
    [
      "DjangoErrors",
      "errors",
      {[`${RESPONSES}{${POD}, status="200"}`]: "0+90x20", [`${RESPONSES}{${POD}, status="500"}`]: "0+10x20"},
    ],
    [
      "nothing",
      "few errors",
      {[`${RESPONSES}{${POD}, status="200"}`]: "0+99x20", [`${RESPONSES}{${POD}, status="500"}`]: "0+1x20"},
    ],
    [
      "nothing",
      "few errors of a pod that two jobs scrape",
      {
        [`${RESPONSES}{${POD}, status="500", job="pods"}`]: "0+4x20",
        [`${RESPONSES}{${POD}, status="500", job="pods-again"}`]: "0+4x20",
        [`${RESPONSES}{${OTHER_POD}, status="200", job="pods"}`]: "0+96x20",
      },
    ],
    ["nothing", "no errors at all", {[`${RESPONSES}{${POD}, status="200"}`]: "0+99x20"}],
    [
      "nothing",
      "errors of another release",
      {[`${RESPONSES}{namespace="default", pod="blog-web-green-5d4f8c7b9-abcde", status="500"}`]: "0+9x20"},
    ],
    [
      "DjangoSchemaErrors",
      "a column that is missing",
      {[`django_db_errors_total{${POD}, type="UndefinedColumn"}`]: "0 0 0 0 0 0 0 0 0 0 0 0 1 1 1"},
    ],
    [
      "DjangoSlow",
      "slow answers",
      {
        [`django_http_requests_latency_seconds_by_view_method_bucket{${POD}, le="2"}`]: "0+1x20",
        [`django_http_requests_latency_seconds_by_view_method_bucket{${POD}, le="5"}`]: "0+9x20",
        [`django_http_requests_latency_seconds_by_view_method_bucket{${POD}, le="+Inf"}`]: "0+9x20",
      },
    ],
  ])("%s: %s", async (alert, what, series) => {
    const file = join(folder, `${what.replaceAll(" ", "-")}.json`);
    const silent = rules.map((rule) => rule.alert).filter((name) => name !== alert);
    const tests = [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, given]) => ({series: name, values: given})),
        promql_expr_test: [firing(alert)],
        alert_rule_test: silent.map((name) => ({eval_time: "16m", alertname: name, exp_alerts: []})),
      },
    ];
    writeFileSync(file, JSON.stringify({rule_files: [rulesFile], evaluation_interval: "1m", tests}));
    const {exitCode, stderr, stdout} = await promtool("test", "rules", file);
    expect({exitCode, said: exitCode === 0 ? "" : stderr + stdout}).toEqual({exitCode: 0, said: ""});
  });
});

/** What Prometheus says of alerts that fire, by name and slot. */
function firing(alert: string) {
  const one = {labels: `{alertname="${alert}", slot="green"}`, value: 1};
  return {
    expr: `max by (alertname, slot) (ALERTS{alertstate="firing"})`,
    eval_time: "16m",
    exp_samples: alert === "nothing" ? [] : [one],
  };
}

function promtool(...words: readonly string[]) {
  return execa("/usr/bin/promtool", [...words], {reject: false});
}

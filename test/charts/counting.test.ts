import {readdirSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {expect, test} from "vitest";
import {sources} from "../generate/worlds.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {template, writeChart} from "./render.ts";
import {SCENARIOS} from "./scenarios.ts";

/** A server whose first worker ends at once, and whose second one lives as long as it does. */
const SERVER = `
import os, subprocess, time
ended = subprocess.Popen(["true"])
ended.wait()
for pid in (ended.pid, os.getpid(), 0):
    open(os.path.join(os.environ["PROMETHEUS_MULTIPROC_DIR"], "counter_%d.db" % pid), "w").close()
time.sleep(1.5)
print(ended.pid, os.getpid())
`;

test("workers that have ended are marked, those that live and what was put together are not", async () => {
  const folder = join(temporaryFolder("counting"), "counts");
  const script = (sources.chart["files/count_anew.py"] ?? "")
    .replace('"/tmp/prometheus"', JSON.stringify(folder))
    .replace("LOOK_EVERY_SECONDS = 5", "LOOK_EVERY_SECONDS = 0.1");
  // In a container it ends with the server, which is process 1 there.
  const group = `trap 'kill 0' EXIT; python3 -c "$SCRIPT" python3 -c "$SERVER"`;
  const {stdout} = await execa("setsid", ["--wait", "sh", "-c", group], {
    env: {SCRIPT: script, SERVER},
    reject: false,
  });
  const [ended, alive] = stdout.trim().split(" ");
  expect(Number(alive)).toBeGreaterThan(0);
  expect(readdirSync(folder).sort()).toEqual(
    ["counter_0.db", `counter_${alive}.db`, `counter_${ended}.db`, `${ended}.ended`].sort(),
  );
});

const {choices, release, values} = SCENARIOS["all-metrics"] ?? expect.fail("all-metrics");
const chart = writeChart(choices);

test.each([
  ["nothing", {}, /^django_/],
  ["what the project has as PROMETHEUS_METRIC_NAMESPACE", {namespace: "acme"}, /^acme_django_/],
])("alerts and dashboard ask for metrics whose names begin with %s", async (_, metrics, name) => {
  const given = {...values, metrics: {...(values as {metrics: object}).metrics, ...metrics}};
  const printed = await template("helm4", {chart, release, values: given});
  const names = printed.match(/\w*django_(http|db)_\w+/g) ?? [];
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((one) => !name.test(one))).toEqual([]);
});

test.each([
  ["as its values say", {}, 2],
  ["what somebody scaled it to", {least: 6}, 6],
  ["as its values say, where that is more", {least: 1}, 2],
])("a slot has as many pods: %s", async (_, more, pods) => {
  const slot = {image: {tag: "v1"}, web: {replicas: 2}, part: "slot", rollout: {number: 1, revision: 1, ...more}};
  const printed = await template("helm4", {chart, release: "shop-blue", values: slot});
  expect(printed).toMatch(new RegExp(`^  replicas: ${pods}$`, "m"));
});

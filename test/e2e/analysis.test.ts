import {setTimeout as pass} from "node:timers/promises";
import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import type {Story} from "../../src/report/story.ts";
import type {Ran} from "../cli/plugin.ts";
import type {Load} from "../load/load.ts";
import {type MeasuredWorld, makeMeasuredWorld} from "./analysis-world.ts";
import {ask, emptyPanels, panelsOf} from "./panels.ts";
import {startPrometheus} from "./prometheus.ts";
import {status} from "./story.ts";

// Metrics decide: a real Prometheus scrapes real pods under load, and what it says moves traffic, or does not.

let measured: MeasuredWorld;
let load: Load;
let installed = 0;

const settings = {interval: "2s", extend: "8s", minRequests: 50};

beforeAll(async () => {
  measured = await makeMeasuredWorld("analysis", {
    strategy: {type: "canary", canary: {steps: [25, 100], pause: "15s"}},
    metrics: {enabled: true, dashboard: {enabled: true}},
    analysis: {enabled: true, ...settings, prometheus: {timeout: "2s"}},
    smoke: [{path: "/version", headers: {"content-type": "application/json"}, contains: '"slot": "green"'}],
  });
  installed = Date.now();
  load = await measured.world.load({rate: 60});
});

afterAll(async () => {
  await load?.stop();
  await measured?.remove();
});

/** The version with a fault, and where Prometheus answers. */
function release(fault: string, more = ""): Promise<Ran> {
  const values = `config.FAULT=${fault},analysis.prometheus.url=${measured.prometheus.url}${more}`;
  return measured.world.tryHelm("djcd", "upgrade", "shop", "--set", values, "-o", "json");
}

const told = (title: string, part: () => Promise<void>): void =>
  test(title, async () => {
    onTestFailed(async () => console.log(await measured.world.explain()));
    await part();
  });

const ended = ({stdout}: Ran): unknown => JSON.parse(stdout);

told("a version that fails one request in twenty goes back by itself, and says by which numbers", async () => {
  const ran = await release("errors");
  expect(ended(ran), ran.stderr).toMatchObject({
    outcome: "went back",
    reason: "analysis-failed",
    message: expect.stringMatching(
      /^error share of the candidate is [\d.]+ % \(\d+ of \d+\), live has 0 % \(0 of \d+\)/,
    ),
  });
  expect(ran.code).toBe(3);
  expect(await status(measured.world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
});

told("a version that does not answer a smoke check gets no traffic", async () => {
  const ran = await release("", ",smoke[0].path=/version,smoke[0].contains=v9");
  expect({code: ran.code, ...(ended(ran) as object)}, ran.stderr).toMatchObject({
    code: 3,
    message: expect.stringMatching(/^smoke check GET \/version: the answer does not hold "v9"/),
  });
  expect(await status(measured.world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
});

told("a Prometheus that has no figures of live is no reason to go on: nothing begins", async () => {
  // A pod that it may not have found yet is given a minute.
  await pass(Math.max(0, installed + 65_000 - Date.now()));
  const empty = await startPrometheus(measured.world.cluster, "nobody-lives-here");
  const refused = await release("", `,analysis.prometheus.url=${empty.url}`);
  await empty.stop();
  expect({code: refused.code, ...(ended(refused) as object)}, refused.stderr).toMatchObject({
    code: 4,
    message: expect.stringMatching(/nothing can be measured: Prometheus has heard nothing of pod shop-web-blue-/),
  });
  expect(await status(measured.world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
});

told("while Prometheus does not answer, nothing begins, and what is out goes no further", async () => {
  measured.prometheus.hold();
  const refused = await release("");
  expect({code: refused.code, ...(ended(refused) as object)}).toMatchObject({
    code: 4,
    message: expect.stringMatching(
      /^analysis.enabled is true and nothing can be measured: Prometheus: no answer in 2 s/,
    ),
  });
  measured.prometheus.goOn();
  const going = release("");
  await expect.poll(() => status(measured.world), {timeout: 120_000}).toMatchObject({weights: {blue: 75, green: 25}});
  measured.prometheus.hold();
  const held = await going;
  measured.prometheus.goOn();
  expect({code: held.code, ...(ended(held) as object)}, held.stderr).toMatchObject({
    code: 4,
    reason: "not-enough-data",
    message: expect.stringContaining("traffic stays as it is, for a person to decide"),
  });
  expect(await status(measured.world)).toMatchObject({
    phase: "candidate",
    weights: {blue: 75, green: 25},
    metrics: [{metric: "error share"}, {metric: "latency p95"}, {metric: "database errors per request"}],
  });
});

told("typed again, a version that does well goes through", async () => {
  await pass(4000);
  const ran = await release("");
  expect({code: ran.code, ...(ended(ran) as object)}, ran.stderr).toMatchObject({code: 0, outcome: "done"});
  expect(await status(measured.world)).toMatchObject({phase: "warm", weights: {blue: 0, green: 100}});
});

told("its report shows how both slots did, and what was found at the end of a pause", async () => {
  const {entries, metrics} = JSON.parse(await measured.world.helm("djcd", "report", "shop", "-o", "json")) as Story;
  const measuredIn = (slot: "blue" | "green") =>
    metrics.courses.filter(({slots}) => slots[slot].length > 5).map(({title}) => title);
  const all = ["Requests", "Answers with an error", "Latency of 95 of 100 requests"];
  expect({blue: measuredIn("blue"), green: measuredIn("green")}).toEqual({blue: all, green: all});
  expect(entries.flatMap(({found = []}) => found)).toContainEqual(expect.stringMatching(/^error share: .*: pass$/));
});

told("each panel of the dashboard has its figures from that Prometheus", async () => {
  const {world, prometheus} = measured;
  const panels = await panelsOf(world);
  expect(panels).toHaveLength(6);
  // Errors of the database are counted from the first one on.
  await ask(world, "/column/");
  await expect.poll(() => emptyPanels(panels, prometheus.url), {timeout: 60_000, interval: 2000}).toEqual([]);
});

import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as pass} from "node:timers/promises";
import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {type MeasuredWorld, makeMeasuredWorld} from "../e2e/analysis-world.ts";
import {status} from "../e2e/story.ts";
import {type Load, type Report, totals} from "../load/load.ts";
import {documentOf, type Facts, type Ran, type Scenario} from "./analysis-document.ts";

// How long bad versions last, and whom they hurt; how often a good one is let through. The table is written to docs.

const RUNS = Number(process.env.DJCD_RUNS ?? 5);
const CONTROL_SECONDS = 60;

interface Case {
  readonly title: string;
  /** Beside the noise that every version has. */
  readonly set: string;
  readonly outcome: "went back" | "done";
  /** Answers are good, and late: the first of them is the first bad one. */
  readonly isSlow?: true;
}

const CASES: readonly Case[] = [
  {title: "fails one request in twenty", set: "config.FAULT=errors", outcome: "went back"},
  {title: "takes twice as long", set: "config.FAULT=slow", outcome: "went back", isSlow: true},
  {title: "reads a column that is not there, once in fifty requests", set: "config.FAULT=column", outcome: "went back"},
  {
    title: "leaks a megabyte a request, until its limit",
    set: "config.FAULT=leak,config.GUNICORN_CMD_ARGS=--config=catalog/whole.py,web.resources.limits.memory=192Mi",
    outcome: "went back",
  },
  {title: "does well", set: "config.FAULT=", outcome: "done"},
];

let measured: MeasuredWorld;
let load: Load;
const scenarios: Scenario[] = [];
let control: Facts["control"];

beforeAll(async () => {
  measured = await makeMeasuredWorld("analysis-full", {
    config: {
      ALLOWED_HOSTS: "analysis-full.example.com",
      CSRF_TRUSTED_ORIGINS: "https://analysis-full.example.com",
      DELAY: "0.05",
      NOISE: "on",
    },
    strategy: {type: "canary", canary: {steps: [25, 50, 100], pause: "30s"}},
    analysis: {enabled: true, latencyP95: {ignoreBelowSeconds: 0.05}},
  });
  load = await measured.world.load({rate: 60, seconds: 6 * 3600});
});

afterAll(async () => {
  await load?.stop();
  await measured?.remove();
});

test("control: by helm upgrade alone a bad version is a success, and stays", async () => {
  const {world} = measured;
  const words = ["upgrade", "shop", world.chart, "--reuse-values", "--wait", "--timeout", "3m"];
  const said = await world.helm(...words, "--set", "config.FAULT=errors");
  await load.mark("control");
  await pass(CONTROL_SECONDS * 1000);
  const counted = totals(await load.snapshot(), "control");
  await world.helm("rollback", "shop", "--wait", "--timeout", "3m");
  const helmSaid = /STATUS: (\w+)/.exec(said)?.[1] ?? "";
  control = {helmSaid, seconds: CONTROL_SECONDS, ...counted};
  expect(helmSaid).toBe("deployed");
  expect(counted.failed).toBeGreaterThan(50);
});

test.each(CASES)("a version that $title", async (one) => {
  onTestFailed(async () => console.log(await measured.world.explain()));
  const runs: Ran[] = [];
  for (let run = 1; run <= RUNS; run++) runs.push(await release(one, run));
  scenarios.push({title: one.title, runs});
  expect(runs.map(({outcome}) => outcome)).toEqual(runs.map(() => one.outcome));
});

test("all of it is written down", () => {
  expect(scenarios).toHaveLength(CASES.length);
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(join(HOME, "docs", "benchmarks-analysis.md"), documentOf({scenarios, control, day}));
});

async function release({title, set, isSlow}: Case, run: number): Promise<Ran> {
  const {world, prometheus} = measured;
  const phase = `${title}, run ${run}`;
  await load.mark(phase);
  const first = isSlow ? firstAnswerOf("green", phase) : undefined;
  const values = `${set},config.RUN=run-${run},analysis.prometheus.url=${prometheus.url}`;
  const {stdout, stderr} = await world.tryHelm("djcd", "upgrade", "shop", "--set", values, "-o", "json");
  const report = await load.snapshot();
  const {outcome, message} = JSON.parse(stdout) as {outcome: string; message?: string};
  console.log(`${phase}: ${outcome}: ${message ?? ""}\n${outcome === "failed" ? stderr : ""}`);
  if (outcome === "done") await world.helm("djcd", "rollback", "shop");
  expect(await status(world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
  const counts = countsOf(report, phase, await first);
  return {...counts, outcome, ...(outcome === "done" && {seconds: undefined})};
}

/** What the load saw of the candidate, which is always in green here. */
function countsOf(report: Report, phase: string, first: number | undefined): Omit<Ran, "outcome"> {
  const bad = report.failures.filter((failure) => failure.phase === phase && failure.slot !== "blue");
  const from = first ?? bad[0]?.at;
  const last = report.slots.green?.answeredAt ?? 0;
  return {
    seconds: from === undefined ? undefined : (last - from) / 1000,
    failed: bad.length,
    requests: totals(report, phase).requests,
  };
}

async function firstAnswerOf(slot: string, phase: string): Promise<number | undefined> {
  for (let tries = 0; tries < 600; tries++) {
    const found = (await load.snapshot()).phases.find(({name}) => name === phase);
    if ((found?.slots[slot] ?? 0) > 0) return Date.now();
    await pass(250);
  }
  return undefined;
}

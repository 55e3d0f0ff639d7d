import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import type {Finding} from "../../src/analysis/finding.ts";
import {type Load, totals} from "../load/load.ts";
import {type MeasuredWorld, makeMeasuredWorld} from "./analysis-world.ts";
import {served} from "./story.ts";

// What a person has to know before traffic moves: how large live is, and how the candidate does.

let measured: MeasuredWorld;
let load: Load;

beforeAll(async () => {
  measured = await makeMeasuredWorld(
    "verdicts",
    {strategy: {type: "canary", canary: {steps: [25, 100], pause: "5s"}}},
    {cpu: "50m", isTwice: true},
  );
  load = await measured.world.load({rate: 30, seconds: 3600});
});

afterAll(async () => {
  await load?.stop();
  await measured?.remove();
});

const djcd = (...args: readonly string[]): Promise<string> => measured.world.helm("djcd", ...args);

/** One part. Where nothing is broken on purpose, not one request may fail. */
const told = (title: string, part: () => Promise<void>, isBroken = false): void =>
  test(title, async () => {
    onTestFailed(async () => console.log(await measured.world.explain()));
    await load.mark(title);
    await part();
    if (!isBroken) expect(totals(await load.snapshot(), title).failed).toBe(0);
  });

const scale = (slot: string, pods: number): Promise<string> =>
  measured.world.kubectl("scale", "deployment", `shop-web-${slot}`, `--replicas=${pods}`);

const ready = async (slot: string): Promise<number> =>
  Number(
    await measured.world.kubectl("get", "deployment", `shop-web-${slot}`, "-o", "jsonpath={.status.readyReplicas}"),
  );

async function weightOfGreen(): Promise<number> {
  const {spec} = JSON.parse(await measured.world.kubectl("get", "httproute", "shop", "-o", "json"));
  const backends = spec.rules.at(-1).backendRefs as {name: string; weight: number}[];
  return backends.find(({name}) => name === "shop-green")?.weight ?? 0;
}

/** Looks again and again as long as something goes on. */
async function meanwhile<T>(action: Promise<T>, look: () => Promise<void>): Promise<T> {
  let isDone = false;
  const looking = (async () => {
    while (!isDone) {
      await look();
      await sleep(250);
    }
  })();
  const ended = await action.finally(() => {
    isDone = true;
  });
  await looking;
  return ended;
}

told("live that somebody scaled keeps its pods at the hand-over, and the candidate gets as many", async () => {
  await scale("blue", 5);
  await expect.poll(() => ready("blue"), {timeout: 60_000}).toBe(5);
  const pods = await measured.world.pods("blue");
  const seen: number[] = [];
  const output = await meanwhile(djcd("upgrade", "shop", "--set", "config.DELAY=0"), async () => {
    if ((await weightOfGreen()) > 0) seen.push(await ready("green"));
  });
  expect(output).toContain("green is made as large as live: shop-web-blue has 5 pods, where its version says 2");
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((count) => count < 5)).toEqual([]);
  expect(await measured.world.pods("blue")).toEqual(pods);
  await djcd("finish");
  expect([await ready("green"), await served(measured.world)]).toEqual([5, ["v2"]]);
});

told("settings that restart nothing take no pod from live, unless the number of pods is what they change", async () => {
  const pods = await measured.world.pods("green");
  await djcd("upgrade", "shop", "--set", "web.pdb.enabled=false");
  expect(await measured.world.pods("green")).toEqual(pods);
  await djcd("upgrade", "shop", "--set", "web.replicas=3");
  await expect.poll(async () => Object.keys(await measured.world.pods("green")), {timeout: 60_000}).toHaveLength(3);
});

/** Requests that the pods of a slot have counted, each pod once, those of probes left out. */
async function requestsCounted(slot: string): Promise<number> {
  const series = `django_http_responses_total_by_status_view_method_total{pod=~"shop-web-${slot}-.*", view!~".*healthz"}`;
  const query = `sum(max by (pod, status, view, method) (${series}))`;
  const answer = await fetch(`${measured.prometheus.url}/api/v1/query?${new URLSearchParams({query})}`);
  const {data} = (await answer.json()) as {data: {result: readonly {value: readonly [number, string]}[]}};
  return Number(data.result[0]?.value[1] ?? 0);
}

const filesIn = async (slot: string): Promise<string[]> => {
  const words = ["exec", `deployment/shop-web-${slot}`, "-c", "metrics", "--", "ls", "/tmp/prometheus"];
  return (await measured.world.kubectl(...words)).trim().split("\n");
};

told(
  "workers that are changed every few requests leave no files behind, and what they counted stays",
  async () => {
    await djcd("upgrade", "shop", "--set", "web.server.maxRequests=10", "--strategy", "canary", "--steps=100");
    await djcd("finish");
    await sleep(5000);
    const [counted, sent] = [await requestsCounted("blue"), totals(await load.snapshot()).requests];
    await sleep(30_000);
    const files = await filesIn("blue");
    const [countedNow, sentNow] = [await requestsCounted("blue"), totals(await load.snapshot()).requests];
    expect((countedNow - counted) / (sentNow - sent)).toBeGreaterThan(0.8);
    expect((countedNow - counted) / (sentNow - sent)).toBeLessThan(1.2);
    // One worker at a time has files of its own; those that ended a moment ago are not put together yet.
    expect(files).toContain("counter_0.db");
    expect(files.length).toBeLessThan(30);
  },
  true,
);

/** What `status` knows of a metric: errors and requests of the candidate, and requests of live. */
async function errorShare(): Promise<{errors: number; candidate: number; live: number}> {
  const {metrics} = JSON.parse(await djcd("status", "shop", "-o", "json")) as {metrics: readonly Finding[]};
  const {candidate = "", live = ""} = metrics.find(({metric}) => metric === "error share") ?? {};
  const [, errors, requests] = /\((\d+) of (\d+)\)/.exec(candidate) ?? [];
  return {errors: Number(errors), candidate: Number(requests), live: Number(/of (\d+)/.exec(live)?.[1])};
}

async function counted(): Promise<number> {
  const {candidate, live} = await errorShare();
  return candidate + live;
}

const sentIn = async (phase: string): Promise<number> => totals(await load.snapshot(), phase).requests;

told(
  "a candidate that fails while it waits for a person is promoted by the name of its verdict, and by no yes",
  async () => {
    const analysis = `analysis.enabled=true,analysis.minRequests=50,analysis.errorShare.maxPercentAboveLive=0,analysis.prometheus.url=${measured.prometheus.url}`;
    const words = ["--strategy", "canary", "--steps", "50,100", "--pause="];
    const output = await djcd(
      "upgrade",
      "shop",
      "--set",
      `config.FAULT=errors,web.server.maxRequests=0,${analysis}`,
      ...words,
    );
    expect(output).toContain("nobody looks while it waits for a person: shift and promote tell how it does then");
    await load.mark("the share");
    await expect.poll(async () => (await errorShare()).errors, {timeout: 90_000, interval: 1000}).toBeGreaterThan(8);
    const [early, earlySent] = [await counted(), await sentIn("the share")];
    await expect.poll(counted, {timeout: 90_000, interval: 1000}).toBeGreaterThan(early + 300);
    const before = await errorShare();
    // Two jobs scrape each pod: what was sent is counted once all the same.
    const sent = (await sentIn("the share")) - earlySent;
    expect((before.candidate + before.live - early) / sent).toBeLessThan(1.5);
    await measured.world.kubectl("delete", "pods", "-l", "slot=green,app.kubernetes.io/component=web");
    await expect.poll(() => ready("green"), {timeout: 60_000}).toBe(3);
    // What they counted is not gone with them, once there is a verdict again.
    const errors = async (): Promise<number> => (await errorShare()).errors;
    await expect.poll(errors, {timeout: 60_000, interval: 1000}).toBeGreaterThanOrEqual(before.errors);
    const refused = await measured.world.tryHelm("djcd", "promote", "shop", "--yes");
    expect({code: refused.code, says: refused.stderr}).toEqual({
      code: 4,
      says: expect.stringMatching(
        /^Error: #\d+ fails: error share[\s\S]*To go on all the same, add: --accept verdict\n/,
      ),
    });
    expect(refused.stdout).toMatch(/error share: candidate [\d.]+ % \(\d+ of \d+\), live 0 % .*: fail/);
    expect(await weightOfGreen()).toBe(50);
    await djcd("promote", "shop", "--accept", "verdict");
    expect(await weightOfGreen()).toBe(100);
    expect(await djcd("history", "shop")).toMatch(/accepted by \S+: verdict/);
    await djcd("rollback", "shop");
  },
  true,
);

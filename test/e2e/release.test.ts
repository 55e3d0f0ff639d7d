import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {afterAll, beforeAll, describe, expect, onTestFailed, test} from "vitest";
import {askWhoAnswers} from "../../src/cluster/answers.ts";
import {formatReport, type Load, totals} from "../load/load.ts";
import {makeWorld, type World, type WorldOptions} from "./world.ts";

// Promises 1, 2 and 3, on the real thing: each verb, in order, under load all the time. The tests of a world tell one story
// and run in its order.

describe.each<WorldOptions & {readonly title: string}>([
  {title: "blue/green through a Service, Helm 3", name: "service-helm3", helm: "helm3", router: "service"},
  {title: "canary through the Gateway API, Helm 4", name: "gateway-helm4", helm: "helm4", router: "gateway-api"},
])("$title", (options) => {
  let world: World;
  let load: Load;
  let liveBefore: Readonly<Record<string, number>>;

  beforeAll(async () => {
    world = await makeWorld(options);
    await world.helm("install", "shop", world.chart, "-f", world.values, "--wait", "--timeout", "3m");
    load = await world.load();
  });

  afterAll(async () => {
    await load?.stop();
    await world?.remove();
  });

  const story = (title: string, tell: () => Promise<void>): void =>
    test(title, async () => {
      onTestFailed(async () => console.log(await world.explain()));
      await load.mark(title);
      await tell();
      expect(totals(await load.snapshot(), title).failed).toBe(0);
    });

  const djcd = (...args: readonly string[]): Promise<string> => world.helm("djcd", ...args);
  const isCanary = options.router === "gateway-api";
  const strategy = isCanary
    ? ["--strategy", "canary", "--steps", "25,50,100", "--pause="]
    : ["--strategy", "blue-green"];
  const v2 = (): readonly string[] => [
    "upgrade",
    "shop",
    newerChart(world),
    "--set",
    "image.tag=v2",
    "--set",
    "web.replicas=2",
    ...strategy,
  ];

  story(
    "the first upgrade hands the first slot over and brings the candidate up, and touches no live pod",
    async () => {
      liveBefore = await world.pods("blue");
      await djcd(...v2());
      expect(await world.pods("blue")).toEqual(liveBefore);
      expect(await status(world)).toMatchObject({
        phase: "candidate",
        number: 1,
        weights: isCanary ? {blue: 75, green: 25} : {blue: 100, green: 0},
      });
    },
  );

  story("QA reaches the candidate while everybody else stays where they are", async () => {
    if (isCanary) expect(await askWhoAnswers({url: world.cluster.url, host: world.host}, "green")).toBe("green");
    expect(await versionBehind(world, "shop-green")).toBe("v2");
  });

  if (isCanary) {
    story("each shift moves the share that was asked for", async () => {
      for (const weight of [50, 10, 0]) {
        await djcd("shift", "shop", `${weight}`);
        expect(await status(world)).toMatchObject({weights: {blue: 100 - weight, green: weight}});
      }
    });
  } else {
    story("a share is refused by a router that cannot hold one", async () => {
      const {code, stderr} = await world.tryHelm("djcd", "shift", "shop", "25");
      expect({code, first: stderr.split("\n")[0]}).toEqual({
        code: 4,
        first:
          "Error: router service can only hold 0 % or 100 %, not 25 %. Type: helm djcd promote shop, or set router: gateway-api",
      });
    });
  }

  story("promote gives the candidate everything", async () => {
    await djcd("promote");
    expect(await status(world)).toMatchObject({phase: "warm", weights: {blue: 0, green: 100}});
    expect(await served(load)).toEqual(["v2"]);
  });

  story("a warm rollback returns to the pods that were live before", async () => {
    await djcd("rollback");
    expect(await world.pods("blue")).toEqual(liveBefore);
    expect(await status(world)).toMatchObject({
      phase: "stable",
      number: 1,
      weights: {blue: 100, green: 0},
      slots: {green: {wanted: 0}},
    });
    expect(await served(load)).toEqual(["v1"]);
  });

  story("the same upgrade again is a rollout of its own", async () => {
    await djcd(...v2());
    expect(await status(world)).toMatchObject({phase: "candidate", number: 2});
    await djcd("promote", "shop");
    expect(await world.pods("blue")).toEqual(liveBefore);
  });

  story("finish takes the version before down, its requests end first", async () => {
    const before = await world.pods("green");
    await djcd("finish");
    expect(await world.pods("green")).toEqual(before);
    expect(await status(world)).toMatchObject({
      phase: "stable",
      number: 2,
      slots: {blue: {wanted: 0}, green: {ready: 2}},
    });
  });

  story("a deleted pod costs nothing", async () => {
    const [pod] = (
      await world.kubectl("get", "pods", "-l", "slot=green,app.kubernetes.io/component=web", "-o", "name")
    ).split("\n");
    await world.kubectl("delete", pod ?? "", "--wait=true");
    await world.kubectl("rollout", "status", "deployment", "-l", "slot=green", "--timeout=60s");
  });

  test("not one request failed in the whole story, and every order was stored", async () => {
    const report = await load.stop();
    console.log(formatReport(report));
    expect(report.failures).toEqual([]);
    expect(report.orders.accepted).toBeGreaterThan(20);
  });
});

/** The chart with a version and a label of its own, as a newer generator would make it. */
function newerChart(world: World): string {
  const chart = `${world.chart}-newer`;
  cpSync(world.chart, chart, {recursive: true});
  const file = `${chart}/Chart.yaml`;
  writeFileSync(file, readFileSync(file, "utf8").replace(/^version: .*$/m, "version: 9.0.0"));
  return chart;
}

async function status(world: World): Promise<unknown> {
  return JSON.parse(await world.helm("djcd", "status", "-o", "json"));
}

/** The version that a Service of the namespace leads to. */
async function versionBehind(world: World, service: string): Promise<string> {
  const code =
    "import urllib.request as u; r = u.Request('http://SERVICE/version', headers={'Host': 'HOST', 'X-Forwarded-Proto': 'https'}); print(u.urlopen(r).headers['X-Shop-Version'])";
  const program = code.replace("SERVICE", service).replace("HOST", world.host);
  const pod = await world.kubectl(
    "get",
    "pods",
    "-l",
    "slot=blue,app.kubernetes.io/component=web",
    "-o",
    "jsonpath={.items[0].metadata.name}",
  );
  return (await world.kubectl("exec", pod, "--", "python", "-c", program)).trim();
}

/** Versions that answer now. */
async function served(load: Load): Promise<string[]> {
  const phase = `which version answers, ${Date.now()}`;
  await load.mark(phase);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const report = await load.snapshot();
  return Object.keys(report.phases.find(({name}) => name === phase)?.versions ?? {}).sort();
}

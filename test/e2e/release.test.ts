import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {describe, expect} from "vitest";
import {askWhoAnswers} from "../../src/apply/ask-answers.ts";
import {beginStory, served, status} from "./story.ts";
import type {World, WorldOptions} from "./world.ts";

// Promises 1, 2 and 3, on the real thing: each verb under load, with each Helm and each router. The other pairs of the
// two: test/full/pairs.test.ts.

describe.each<WorldOptions & {readonly title: string}>([
  {title: "blue/green through a Service, Helm 3", name: "service-helm3", helm: "helm3", router: "service"},
  {title: "canary through the Gateway API, Helm 4", name: "gateway-helm4", helm: "helm4", router: "gateway-api"},
])("$title", (options) => {
  const {world, tell, end} = beginStory(options);
  let liveBefore: Readonly<Record<string, number>>;

  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const isCanary = options.router === "gateway-api";
  const strategy = isCanary
    ? ["--strategy", "canary", "--steps", "25,50,100", "--pause="]
    : ["--strategy", "blue-green"];
  const v2 = (): readonly string[] => [
    "upgrade",
    "shop",
    newerChart(world()),
    "--set",
    "image.tag=v2,config.NOTE=new",
    ...strategy,
  ];

  tell("the first upgrade hands the first slot over, brings the candidate up and touches no live pod", async () => {
    liveBefore = await world().pods("blue");
    await djcd(...v2());
    expect(await world().pods("blue")).toEqual(liveBefore);
    const weights = isCanary ? {blue: 75, green: 25} : {blue: 100, green: 0};
    expect(await status(world())).toMatchObject({phase: "candidate", number: 1, weights});
  });

  tell("QA reaches the candidate while everybody else stays where they are", async () => {
    if (isCanary)
      expect(await askWhoAnswers({url: world().cluster.url, host: world().host}, "green")).toMatchObject({
        slot: "green",
      });
    expect(await versionBehind(world(), "shop-green")).toBe("v2");
  });

  if (isCanary) {
    tell("each shift moves the share that was asked for", async () => {
      for (const weight of [50, 10, 0]) {
        await djcd("shift", "shop", `${weight}`);
        expect(await status(world())).toMatchObject({weights: {blue: 100 - weight, green: weight}});
      }
    });
  } else {
    tell("a share is refused by a router that cannot hold one", async () => {
      const {code, stderr} = await world().tryHelm("djcd", "shift", "shop", "25");
      expect({code, first: stderr.split("\n")[0]}).toEqual({
        code: 4,
        first:
          "Error: router service can only hold 0 % or 100 %, not 25 %. Type: helm djcd promote shop, or set router: gateway-api",
      });
    });
  }

  tell("promote gives the candidate everything", async () => {
    await djcd("promote");
    expect(await status(world())).toMatchObject({phase: "warm", weights: {blue: 0, green: 100}});
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("a warm rollback returns to the pods that were live before", async () => {
    await djcd("rollback");
    expect(await world().pods("blue")).toEqual(liveBefore);
    const after = {phase: "stable", number: 1, weights: {blue: 100, green: 0}, slots: {green: {wanted: 0}}};
    expect(await status(world())).toMatchObject(after);
    expect(await served(world())).toEqual(["v1"]);
  });

  tell("the same upgrade again is a rollout of its own", async () => {
    await djcd(...v2());
    expect(await status(world())).toMatchObject({phase: "candidate", number: 2});
    await djcd("promote", "shop");
    expect(await world().pods("blue")).toEqual(liveBefore);
  });

  tell("finish takes the version before down, its requests end first", async () => {
    const before = await world().pods("green");
    await djcd("finish");
    expect(await world().pods("green")).toEqual(before);
    expect(await status(world())).toMatchObject({
      phase: "stable",
      number: 2,
      slots: {blue: {wanted: 0}, green: {ready: 2}},
    });
  });

  tell("a deleted pod costs nothing", async () => {
    const pods = await world().kubectl("get", "pods", "-l", "slot=green,app.kubernetes.io/component=web", "-o", "name");
    await world().kubectl("delete", pods.split("\n")[0] ?? "", "--wait=true");
    await world().kubectl("rollout", "status", "deployment", "-l", "slot=green", "--timeout=60s");
  });

  end();
});

/** The chart with a version of its own, as a newer generator would make it. */
function newerChart(world: World): string {
  const chart = `${world.chart}-newer`;
  cpSync(world.chart, chart, {recursive: true});
  const file = `${chart}/Chart.yaml`;
  writeFileSync(file, readFileSync(file, "utf8").replace(/^version: .*$/m, "version: 9.0.0"));
  return chart;
}

const ASK = `
import urllib.request as r
print(r.urlopen(r.Request("http://SERVICE/version", headers={"Host": "HOST", "X-Forwarded-Proto": "https"})).headers["X-Shop-Version"])
`;

/** The version that a Service of the namespace leads to. */
async function versionBehind(world: World, service: string): Promise<string> {
  const program = ASK.replace("SERVICE", service).replace("HOST", world.host);
  const pods = [
    "get",
    "pods",
    "-l",
    "slot=blue,app.kubernetes.io/component=web",
    "-o",
    "jsonpath={.items[0].metadata.name}",
  ];
  return (await world.kubectl("exec", await world.kubectl(...pods), "--", "python", "-c", program)).trim();
}

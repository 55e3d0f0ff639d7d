import {setTimeout as sleep} from "node:timers/promises";
import {beforeAll, describe, expect} from "vitest";
import {up} from "../cluster/index.ts";
import {startMetricsServer} from "../cluster/metrics-server.ts";
import {beginStory, served, status} from "./story.ts";

// Autoscaling by the real metrics API: the candidate is as large as the traffic needs before it gets any, and stays so.

/** An HPA that shrinks at once: what holds the slots is djcd, not five minutes of patience. */
const autoscaling = {
  enabled: true,
  minReplicas: 2,
  maxReplicas: 4,
  targetCPUUtilizationPercentage: 60,
  behavior: {scaleDown: {stabilizationWindowSeconds: 0}},
};

/** Time in which an HPA decides twice. */
const TWO_DECISIONS = 32_000;

describe("a slot that an HPA sizes", () => {
  beforeAll(async () => startMetricsServer(await up(console.log), console.log));

  const {world, tell, end} = beginStory({
    name: "autoscaling",
    helm: "helm4",
    router: "gateway-api",
    cpu: "100m",
    rate: 100,
    web: {autoscaling},
  });
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);

  tell("the load brings live to four pods", async () => {
    await expect.poll(() => ready("blue"), {timeout: 120_000, interval: 1000}).toBe(4);
  });

  tell("the candidate has four before its first share", async () => {
    const seen: {readonly weight: number; readonly ready: number}[] = [];
    let done = false;
    const watching = (async () => {
      while (!done) {
        // The weight first: pods that come after it do not count.
        const weight = await weightOfGreen();
        seen.push({weight, ready: await ready("green")});
        await sleep(250);
      }
    })();
    await djcd(
      ...["upgrade", "shop", "--set", "image.tag=v2", "--strategy", "canary"],
      "--steps",
      "25,100",
      "--pause=",
    );
    done = true;
    await watching;
    expect(seen.some(({weight}) => weight === 25)).toBe(true);
    expect(seen.filter((one) => one.weight > 0 && one.ready < 4)).toEqual([]);
  });

  tell("little load takes no pod from either while both are out", async () => {
    await sleep(TWO_DECISIONS);
    expect([await ready("blue"), await ready("green")]).toEqual([4, 4]);
    expect(await least()).toEqual({"shop-web-blue": 4, "shop-web-green": 4});
  });

  tell("it takes everything, and after finish the HPA decides by its own bounds again", async () => {
    await djcd("promote");
    expect(await served(world())).toEqual(["v2"]);
    await djcd("finish");
    expect(await least()).toEqual({"shop-web-blue": 2, "shop-web-green": 2});
    expect(await status(world())).toMatchObject({phase: "stable", number: 1});
  });

  tell("the bounds of the live slot change without a rollout", async () => {
    await djcd("upgrade", "shop", "--set", "web.autoscaling.maxReplicas=3");
    expect(await number("hpa", "shop-web-green", "{.spec.maxReplicas}")).toBe(3);
    expect(await status(world())).toMatchObject({phase: "stable", number: 1});
  });

  end();

  const ready = (slot: string): Promise<number> => number("deployment", `shop-web-${slot}`, "{.status.readyReplicas}");

  async function number(kind: string, name: string, path: string): Promise<number> {
    return Number(await world().kubectl("get", kind, name, "--ignore-not-found", "-o", `jsonpath=${path}`));
  }

  async function weightOfGreen(): Promise<number> {
    const {spec} = JSON.parse(await world().kubectl("get", "httproute", "shop", "-o", "json"));
    const backends = spec.rules.at(-1).backendRefs as {name: string; weight: number}[];
    return backends.find(({name}) => name === "shop-green")?.weight ?? 0;
  }

  /** The least that each HPA may go down to. */
  async function least(): Promise<Readonly<Record<string, number>>> {
    const {items} = JSON.parse(await world().kubectl("get", "hpa", "-o", "json"));
    const bounds = items as {metadata: {name: string}; spec: {minReplicas: number}}[];
    return Object.fromEntries(bounds.map(({metadata, spec}) => [metadata.name, spec.minReplicas]));
  }
});

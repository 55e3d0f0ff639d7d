import {describe, expect} from "vitest";
import {beginStory, served, shareOf, slotBehind, status} from "./story.ts";

// Router nginx with its real data plane: Traefik's provider for the annotations of ingress-nginx.

/** How far the share of a slot may be from its weight, in points, in so many requests beside the load. */
const BOUND = 5;
const REQUESTS = 1000;

describe("a canary through the annotations of ingress-nginx", () => {
  const {world, tell, end} = beginStory({name: "nginx", helm: "helm4", router: "nginx"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const v2 = ["upgrade", "shop", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "25,50,100", "--pause="];

  /** The weights are on the record, and the answers agree with them. */
  const expectShare = async (weights: {readonly blue: number; readonly green: number}): Promise<void> => {
    expect(await status(world())).toMatchObject({weights});
    const share = await shareOf(world(), "green", REQUESTS);
    console.log(`green answered ${share.toFixed(1)} % of the requests, its weight is ${weights.green} %`);
    expect(Math.abs(share - weights.green)).toBeLessThanOrEqual(BOUND);
  };

  tell("a candidate at 0 % answers nobody but QA: by header and by cookie", async () => {
    const live = await world().pods("blue");
    await djcd(...v2);
    await djcd("shift", "shop", "0");
    expect(await served(world())).toEqual(["v1"]);
    expect(await slotBehind(world(), {"x-djcd-slot": "green"})).toBe("green");
    expect(await slotBehind(world(), {cookie: "djcd-canary=always"})).toBe("green");
    expect(await slotBehind(world(), {cookie: "djcd-canary=never"})).toBe("blue");
    expect(await world().pods("blue")).toEqual(live);
  });

  tell("25 % is a quarter of the answers", async () => {
    await djcd("shift", "shop", "25");
    await expectShare({blue: 75, green: 25});
  });

  tell("50 % is half of them", async () => {
    await djcd("shift", "shop", "50");
    await expectShare({blue: 50, green: 50});
  });

  tell("promoted, the main Ingress leads to the new version, and the one before stays within reach", async () => {
    await djcd("promote");
    expect(await served(world())).toEqual(["v2"]);
    expect(await ingresses()).toEqual(["shop: shop-green", "shop-blue-canary: shop-blue"]);
    expect(await slotBehind(world(), {"x-djcd-slot": "blue"})).toBe("blue");
  });

  tell("a rollback leads everybody back and leaves one Ingress; the same release goes out again", async () => {
    await djcd("rollback");
    expect(await served(world())).toEqual(["v1"]);
    expect(await ingresses()).toEqual(["shop: shop-blue"]);
    await djcd("upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
    await djcd("promote");
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("finish leaves the main Ingress alone, and a plain rollback of the front costs nothing", async () => {
    await djcd("finish");
    expect(await ingresses()).toEqual(["shop: shop-green"]);
    await world().helm("rollback", "shop");
    expect(await served(world())).toEqual(["v2"]);
    await djcd("finish");
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 0, green: 100}});
  });

  end();

  /** Each Ingress, and the Service that it leads to. */
  async function ingresses(): Promise<string[]> {
    const list = await world().kubectl(
      ...["get", "ingress", "-o"],
      'jsonpath={range .items[*]}{.metadata.name}: {.spec.rules[0].http.paths[0].backend.service.name}{"\\n"}{end}',
    );
    return list
      .trim()
      .split("\n")
      .toSorted((one, other) => one.length - other.length);
  }
});

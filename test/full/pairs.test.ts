import {describe, expect} from "vitest";
import {beginStory, served, status} from "../e2e/story.ts";
import type {WorldOptions} from "../e2e/world.ts";

// The pairs of Helm and router that test/e2e/release.test.ts leaves out.

describe.each<WorldOptions & {readonly title: string}>([
  {
    title: "a short release through a Service, Helm 4, born on Helm 3",
    name: "service-helm4",
    helm: "helm4",
    router: "service",
    bornOn: "helm3",
  },
  {
    title: "a short release through the Gateway API, Helm 3, born on Helm 4",
    name: "gateway-helm3",
    helm: "helm3",
    router: "gateway-api",
    bornOn: "helm4",
  },
])("$title", (options) => {
  const {world, tell, end} = beginStory(options);

  tell("goes out and stays", async () => {
    const live = await world().pods("blue");
    await world().helm("djcd", "upgrade", "shop", world().chart, "--set", "image.tag=v2");
    expect(await world().pods("blue")).toEqual(live);
    await world().helm("djcd", "promote");
    await world().helm("djcd", "finish");
    expect(await status(world())).toMatchObject({phase: "stable", number: 1, weights: {blue: 0, green: 100}});
    expect(await served(world())).toEqual(["v2"]);
  });

  end();
});

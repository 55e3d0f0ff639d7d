import {describe, expect} from "vitest";
import {beginStory, served, status} from "./story.ts";

// The ways back: to an older rollout, with its configuration.

describe("going back", () => {
  const {world, tell, end} = beginStory({name: "back", helm: "helm4", router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const release = async (...set: readonly string[]): Promise<void> => {
    await djcd("upgrade", "shop", ...set.flatMap((one) => ["--set-string", one]), "--strategy", "blue-green", "--yes");
    await djcd("promote");
    await djcd("finish");
  };

  tell("two rollouts go out", async () => {
    await release("image.tag=v2");
    await release("config.GREETING=hello");
    expect(await greeting()).toBe("hello");
    expect(await status(world())).toMatchObject({phase: "stable", number: 2});
  });

  tell(
    "the report of a rollout that is over tells each move of traffic, which Helm's history has forgotten",
    async () => {
      const {rollout, entries} = JSON.parse(await djcd("report", "shop", "-o", "json"));
      expect(rollout).toMatchObject({number: 2, state: "live", slot: "blue"});
      const moves = entries.flatMap((one: {traffic?: object}) => one.traffic ?? []);
      expect(moves).toEqual([{blue: 0, green: 100}, {blue: 100, green: 0}, {blue: 100}]);
    },
  );

  tell("what was done to an object is told where Kubernetes tells it", async () => {
    const told = (kind: string, name: string) => world().kubectl("describe", kind, name);
    expect(await told("service", "shop-live")).toMatch(/TrafficMoved .* djcd +#2: traffic: blue 100 %/);
    expect(await told("deployment", "shop-web-green")).toMatch(/SlotDown .* djcd +#2: scale green to 0/);
  });

  tell("a rollback goes to the version that was live before, with its configuration", async () => {
    await djcd("rollback");
    expect(await greeting()).toBe("");
    await djcd("finish");
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("going back to the first version of all works", async () => {
    await djcd("rollback", "--to", "0");
    expect(await served(world())).toEqual(["v1"]);
    await djcd("finish");
    expect(await status(world())).toMatchObject({phase: "stable", number: 4});
  });

  tell("after that a change of configuration alone ships the old image with the new configuration", async () => {
    await release("config.GREETING=again");
    expect(await served(world())).toEqual(["v1"]);
    expect(await greeting()).toBe("again");
  });

  tell("an upgrade to what is live already says so and changes nothing", async () => {
    const before = await world().helm("history", "shop", "-o", "json");
    expect(await djcd("upgrade", "shop")).toContain(
      "shop: nothing new, this version with these values is live already",
    );
    expect(await world().helm("history", "shop", "-o", "json")).toBe(before);
  });

  end();

  /** What the live version was configured with. */
  async function greeting(): Promise<string> {
    const {slots} = (await status(world())) as unknown as {slots: Record<string, {role: string}>};
    const live = Object.entries(slots).find(([, {role}]) => role === "live")?.[0];
    return world().kubectl("get", "configmap", `shop-config-${live}`, "-o", "jsonpath={.data.GREETING}");
  }
});

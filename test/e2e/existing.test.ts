import {describe, expect, test} from "vitest";
import {askWhoAnswers} from "../../src/apply/ask-answers.ts";
import type {HttpRoute} from "../../src/kubernetes/objects.ts";
import type {Cluster} from "../cluster/index.ts";
import {beginStory, served, shareOf, status} from "./story.ts";

// Router existing: an HTTPRoute that the team owns. Of all that is in it, djcd changes the backends that lead to the release.

const rule = (path: string, name: string, port: number): object => ({
  matches: [{path: {type: "PathPrefix", value: path}}],
  filters: [{type: "RequestHeaderModifier", requestHeaderModifier: {set: [{name: "X-Team", value: name}]}}],
  backendRefs: [{name, port, weight: 3}],
});

/** The team's route: two rules for others, whose Services are nobody's business here, and one for the shop. */
const before = ({gateway}: Cluster, host: string): object[] => [
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: {name: "public"},
    spec: {
      parentRefs: [gateway],
      hostnames: [host],
      rules: [rule("/blog", "blog", 8080), rule("/old", "legacy", 80), rule("/", "shop-live", 80)],
    },
  },
];

describe("a route of the team's own", () => {
  const {world, tell, end} = beginStory({name: "existing", helm: "helm3", router: "existing", before});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const v2 = ["upgrade", "shop", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "40,100", "--pause="];
  let foreign: string;

  const route = async (): Promise<HttpRoute> =>
    JSON.parse(await world().kubectl("get", "httproute", "public", "-o", "json")) as HttpRoute;

  /** What of the route is not about the shop, as the API server writes it. */
  const foreignRules = async (): Promise<string> => {
    const {hostnames, parentRefs, rules = []} = (await route()).spec;
    return JSON.stringify([hostnames, parentRefs, rules.length, rules[0], rules[1], {...rules[2], backendRefs: []}]);
  };
  const shopRule = async (): Promise<string> => {
    const {backendRefs = []} = (await route()).spec.rules?.[2] ?? {};
    return backendRefs.map(({name, weight}) => `${name}=${weight}`).join(" ");
  };

  tell(
    "a canary begins: the live Service in the rule gives way to the slots, foreign rules stay byte for byte",
    async () => {
      foreign = await foreignRules();
      expect(foreign).toContain("blog");
      await djcd(...v2);
      expect(await status(world())).toMatchObject({phase: "candidate", weights: {blue: 60, green: 40}});
      expect(await shopRule()).toBe("shop-blue=60 shop-green=40");
      expect(await foreignRules()).toBe(foreign);
      expect((await askWhoAnswers({url: world().cluster.url, host: world().host}, undefined)).slot).toMatch(
        /blue|green/,
      );
      expect(Math.abs((await shareOf(world(), "green", 500)) - 40)).toBeLessThanOrEqual(7);
    },
  );

  tell("a rollback gives the whole rule to live", async () => {
    await djcd("rollback");
    expect(await shopRule()).toBe("shop-blue=100");
    expect(await served(world())).toEqual(["v1"]);
  });

  tell("a whole release leaves the foreign rules as they were, and no route of ours", async () => {
    await djcd(...v2);
    await djcd("promote");
    await djcd("finish");
    expect(await served(world())).toEqual(["v2"]);
    expect(await shopRule()).toBe("shop-green=100");
    expect(await foreignRules()).toBe(foreign);
    expect(await world().kubectl("get", "httproute,ingress", "-o", "name")).toBe(
      "httproute.gateway.networking.k8s.io/public",
    );
  });

  tell("a route that belongs to a Helm release is refused before anything changes", async () => {
    await annotate("meta.helm.sh/release-name=platform");
    const {code, stderr} = await world().tryHelm("djcd", "upgrade", "shop", "--set", "config.A=1");
    expect({code, first: stderr.split("\n").find((line) => line.startsWith("Error"))}).toEqual({
      code: 4,
      first:
        "Error: HTTPRoute public, which route.existing names, belongs to release platform: its next upgrade would put its own backends back. Take the route out of that chart",
    });
    await annotate("meta.helm.sh/release-name-");
    expect(await status(world())).toMatchObject({phase: "stable", number: 2});
  });

  end();

  test("uninstall leaves the route, with the live slot in it", async () => {
    await djcd("uninstall", "shop", "--yes");
    expect(await shopRule()).toBe("shop-green=100");
    expect(await foreignRules()).toBe(foreign);
  });

  async function annotate(annotation: string): Promise<void> {
    await world().kubectl("annotate", "httproute", "public", "--overwrite", annotation);
  }
});

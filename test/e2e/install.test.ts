import {join} from "node:path";
import * as yaml from "js-yaml";
import {afterAll, beforeAll, describe, expect, onTestFailed, test} from "vitest";
import {served, status} from "./story.ts";
import {makeWorld, type World} from "./world.ts";

// Before djcd: the chart is an ordinary one. It installs with the values that `generate` wrote for a first try, migrates
// before its pods are ready, and plain Helm upgrades it.

let world: World;

beforeAll(async () => {
  world = await makeWorld({name: "install", helm: "helm3", router: "service"});
});

afterAll(() => world?.remove());

const told = (title: string, part: () => Promise<void>): void =>
  test(title, async () => {
    onTestFailed(async () => console.log(await world.explain()));
    await part();
  });

describe("a plain chart", () => {
  const firstTry = (): readonly string[] => {
    const image = ["--set", "image.repository=localhost/shop,image.tag=v1"];
    const entrance = ["--set", `ingress.enabled=true,ingress.className=traefik,hosts={${world.host}}`];
    return [
      world.chart,
      "-f",
      join(world.chart, "values-dev.yaml"),
      ...image,
      ...entrance,
      "--set-string",
      `config.ALLOWED_HOSTS=${world.host}`,
    ];
  };

  told("installs with values-dev.yaml and --wait, migrated", async () => {
    await world.helm("install", "shop", ...firstTry(), "--wait", "--timeout", "3m");
    // Helm waits for pods, and not for what leads to them.
    await expect.poll(() => served(world), {timeout: 30_000}).toEqual(["v1"]);
    expect(await pendingMigrations("v1")).toBe("");
  });

  told("passes its own helm test", async () => {
    expect(await world.helm("test", "shop", "--timeout", "2m")).toMatch(/Phase:\s+Succeeded/);
  });

  told("is upgraded by plain helm upgrade, which migrates first", async () => {
    const upgrade = [
      "upgrade",
      "shop",
      world.chart,
      "--reuse-values",
      "--set",
      "image.tag=v2",
      "--wait",
      "--timeout",
      "3m",
    ];
    await world.helm(...upgrade);
    expect(await pendingMigrations("v2")).toBe("");
    expect(await status(world)).toMatchObject({phase: "unmanaged"});
  });

  told("installs again without --wait, and gets there by itself", async () => {
    await world.helm("uninstall", "shop", "--wait");
    await world.helm("install", "shop", ...firstTry());
    await world.kubectl("rollout", "status", "deployment", "shop-web-blue", "--timeout=180s");
    await world.kubectl(
      "wait",
      "pods",
      "-l",
      "slot=blue,app.kubernetes.io/component=web",
      "--for=condition=Ready",
      "--timeout=60s",
    );
  });

  told("each release says what the person said, its part and djcd's block, and nothing else", async () => {
    const said = yaml.load(await world.helm("get", "values", "shop", "-o", "yaml")) as object;
    await world.helm("djcd", "upgrade", "shop", "--set", "image.tag=v2");
    const [front, blue, green] = await Promise.all(["shop", "shop-blue", "shop-green"].map(valuesOf));
    const v2 = {...said, image: {repository: "localhost/shop", tag: "v2"}};
    expect(front).toEqual({
      ...said,
      part: "front",
      rollout: {
        ...{number: 1, revision: 3, live: "blue", candidate: "green", traffic: {blue: 100, green: 0}},
        strategy: {type: "blue-green", steps: [5, 25, 50, 100], pause: "2m"},
      },
    });
    const secrets = {"shop-env": expect.stringMatching(/^[0-9a-f]{12,64}$/)};
    expect(blue).toEqual({...said, part: "slot", rollout: {number: 0, revision: 1, secrets}});
    const by = expect.stringMatching(/^\S+@\S+$/);
    expect(green).toEqual({...v2, part: "slot", rollout: {number: 1, revision: 1, needs: [], secrets, by}});
  });

  told("a slot that an HPA scales comes up as large as the live one, and comes back from 0", async () => {
    const scaled = "web.autoscaling.enabled=true,web.autoscaling.minReplicas=2,web.autoscaling.maxReplicas=4";
    await world.helm("djcd", "upgrade", "shop", "--set", scaled);
    expect(await status(world)).toMatchObject({slots: {green: {role: "candidate", wanted: 2, ready: 2}}});
    await world.helm("djcd", "promote");
    await world.helm("djcd", "finish");
    await world.helm("djcd", "rollback");
    expect(await status(world)).toMatchObject({phase: "warm", weights: {blue: 100, green: 0}});
    await world.helm("djcd", "finish");
    await world.helm("djcd", "rollback");
    expect(await status(world)).toMatchObject({weights: {blue: 0, green: 100}, slots: {green: {wanted: 2, ready: 2}}});
  });
});

async function valuesOf(release: string): Promise<unknown> {
  return JSON.parse(await world.helm("get", "values", release, "-o", "json"));
}

/** What `migrate --plan` of a running pod would still do. */
async function pendingMigrations(version: string): Promise<string> {
  const pods = await world.kubectl(
    "get",
    "pods",
    "-l",
    "app.kubernetes.io/component=web",
    "--field-selector=status.phase=Running",
    "-o",
    "json",
  );
  const {items} = JSON.parse(pods) as {
    items: {metadata: {name: string; deletionTimestamp?: string}; spec: {containers: {image: string}[]}}[];
  };
  const pod = items.find(
    ({metadata, spec}) => !metadata.deletionTimestamp && spec.containers[0]?.image.endsWith(`:${version}`),
  );
  const plan = await world.kubectl(
    "exec",
    pod?.metadata.name ?? "",
    "-c",
    "web",
    "--",
    "python",
    "manage.py",
    "showmigrations",
    "--plan",
  );
  return plan
    .split("\n")
    .filter((line) => line.startsWith("[ ]"))
    .join("\n");
}

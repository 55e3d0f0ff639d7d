import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, onTestFailed, test} from "vitest";
import {type Registry, serveRegistry} from "../checkers/serve-registry.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {served, status} from "./story.ts";
import {makeWorld, type World} from "./world.ts";

// A chart is packed, pushed and pulled by its digest: installed from there, and released from there.

describe.each(["helm3", "helm4"] as const)("out of a registry, with %s", (helm) => {
  let registry: Registry;
  let world: World;

  beforeAll(async () => {
    [registry, world] = await Promise.all([
      serveRegistry(),
      makeWorld({name: `packages-${helm}`, helm, router: "gateway-api", cpu: "50m"}),
    ]);
  });

  afterAll(() => Promise.all([registry?.close(), world?.remove()]));

  const told = (title: string, part: () => Promise<void>): void =>
    test(title, async () => {
      onTestFailed(async () => console.log(await world.explain()));
      await part();
    });

  /** Packs this version of the chart and pushes it; its address by digest comes back. */
  async function pushed(version: string): Promise<string> {
    const folder = temporaryFolder("package");
    const chart = join(folder, "shop");
    cpSync(world.chart, chart, {recursive: true});
    const file = join(chart, "Chart.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^version: .*/m, `version: ${version}`));
    await world.helm("package", chart, "--destination", folder);
    const repository = `oci://${registry.address}/${helm}`;
    const {stdout, stderr} = await world.tryHelm(
      "push",
      join(folder, `shop-${version}.tgz`),
      repository,
      "--plain-http",
    );
    const digest = /sha256:[0-9a-f]{64}/.exec(`${stdout}${stderr}`)?.[0] ?? expect.fail(stderr);
    return `${repository}/shop@${digest}`;
  }

  told("a chart is installed by its digest", async () => {
    const chart = await pushed("1.0.0");
    await world.helm("install", "shop", chart, "--plain-http", "-f", world.values, "--wait", "--timeout", "3m");
    // A plain Helm waits for pods, not for the data plane.
    await expect.poll(() => served(world), {timeout: 30_000}).toEqual(["v1"]);
  });

  told("a version is released with a newer one, by its digest, and promoted", async () => {
    const chart = await pushed("1.1.0");
    const words = ["upgrade", "shop", chart, "--plain-http", "--set", "image.tag=v2", "--strategy", "blue-green"];
    await world.helm("djcd", ...words);
    await world.helm("djcd", "promote");
    expect(await served(world)).toEqual(["v2"]);
    const charts = (JSON.parse(await world.helm("list", "-o", "json")) as {name: string; chart: string}[]).map(
      ({name, chart: of}) => `${name}: ${of}`,
    );
    expect(charts).toEqual(["shop: shop-1.1.0", "shop-blue: shop-1.0.0", "shop-green: shop-1.1.0"]);
  });

  told("a digest that the registry does not have is refused, and nothing changes", async () => {
    const chart = `oci://${registry.address}/${helm}/shop@sha256:${"0".repeat(64)}`;
    const before = await status(world);
    const {code, stderr} = await world.tryHelm(
      "djcd",
      "upgrade",
      "shop",
      chart,
      "--plain-http",
      "--set",
      "image.tag=v1",
    );
    expect({code, says: stderr.split("\n")[0]}).toEqual({code: 1, says: expect.stringMatching(/not found/)});
    expect(await status(world)).toEqual(before);
  });
});

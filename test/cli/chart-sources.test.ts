import {join} from "node:path";
import {execa} from "execa";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Context} from "../../src/context.ts";
import {openHelm} from "../../src/helm/helm.ts";
import {findChart, readChart} from "../../src/typed/chart-flags.ts";
import {helms} from "../binaries.ts";
import {writeChart} from "../charts/render.ts";
import {shop} from "../generate/worlds.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type ChartRepository, serveChart} from "./chart-repository.ts";

const folder = writeChart(shop(), {"files/own.txt": "a file of the team's own"});
const cwd = temporaryFolder("package");
let repository: ChartRepository;

beforeAll(async () => {
  const {helm4} = await helms();
  await execa(helm4, ["package", folder, "--destination", cwd]);
  repository = await serveChart({name: "shop", version: "1.2.0", file: join(cwd, "shop-1.2.0.tgz")});
});

afterAll(() => repository.close());

describe.each(["helm3", "helm4"] as const)("%s", (major) => {
  const find = async (chart: string, args: object = {}) => {
    const env = {PATH: process.env.PATH, HOME: cwd, HELM_CACHE_HOME: join(cwd, major)};
    const helm = openHelm((await helms())[major], "default", env, async () => "v1.34.0");
    const request = readChart({chart, ...args});
    if (!request) throw new Error("no chart was named");
    const source = await findChart({cwd} as Context, helm, request);
    return {helm, source};
  };

  test.each([
    ["a repository", () => ["shop", {repo: repository.url, version: "1.2.0"}] as const],
    ["the newest of a repository", () => ["shop", {repo: repository.url}] as const],
    ["a registry", () => [repository.registry, {version: "1.2.0", "plain-http": true}] as const],
    ["the newest of a registry", () => [repository.registry, {"plain-http": true}] as const],
  ])("a chart of %s is pulled once, whole", async (_, from) => {
    const [chart, flags] = from();
    const {helm, source} = await find(chart, flags);
    expect((source as ReadonlyMap<string, Buffer>).get("files/own.txt")?.toString()).toBe("a file of the team's own");
    expect(await helm.chartMetadata(source)).toContain("version: 1.2.0");
  });

  test("a package is used as it is, and renders", async () => {
    const {helm, source} = await find("shop-1.2.0.tgz");
    expect(source).toBe("shop-1.2.0.tgz");
    expect(await helm.chartMetadata(join(cwd, "shop-1.2.0.tgz"))).toContain("version: 1.2.0");
  });

  test("a chart that does not exist anywhere is said in Helm's words", async () => {
    await expect(find("shop", {repo: `${repository.url}/nowhere`})).rejects.toThrow(
      /^helm pull shop: looks like "http/,
    );
  });
});

test("flags of a chart without a chart are refused", () => {
  expect(() => readChart({version: "1.2.0"})).toThrow(
    "--version says where a chart comes from, and none is named. Type: helm djcd upgrade RELEASE CHART --version ...",
  );
});

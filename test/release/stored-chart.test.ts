import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, describe, expect, test} from "vitest";
import {chartFiles} from "../../src/helm/chart-files.ts";
import {decodeRelease} from "../../src/helm/helm-release.ts";
import {hooksAt} from "../../src/release/hooks.ts";
import {keyOf} from "../../src/release/manifest.ts";
import {documents, run, template, writeChart} from "../charts/render.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";
import {shop} from "../generate/worlds.ts";

const chart = writeChart(shop(), {"templates/own.yaml": "# a person's own: {{ .Values.hosts | len }}\n"});

/** What Helm would store, by its own dry run; Helm 3 needs a cluster for that. */
const dryRun = [
  "--dry-run=client",
  "--namespace",
  "default",
  "-o",
  "json",
  "--set",
  "image.tag=v1,config.MAX=10000000",
];
const {stdout} = await run("helm4", ["install", "shop", chart, ...dryRun]);

const base64 = (data: Buffer | string): string => Buffer.from(data).toString("base64");

const secretOf = (release: string) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: {name: "sh.helm.release.v1.shop.v1"},
  data: {release},
});

const stored = decodeRelease(secretOf(base64(base64(gzipSync(stdout)))));

describe("a release as Helm stores it", () => {
  test("is read: what was said, and what came of it", () => {
    expect(stored).toMatchObject({name: "shop", revision: 1, values: {image: {tag: "v1"}, config: {MAX: 10000000}}});
    expect(stored.chart.metadata).toMatchObject({
      name: "shop",
      version: "1.2.0",
      annotations: {"djcd.io/contract": "1"},
    });
    expect(stored.manifest).toContain("kind: Deployment");
    expect(hooksAt(stored.hooks, "test").map(keyOf)).toEqual(["Pod/shop-test"]);
  });

  test("is read where it is not compressed, and where optional parts are left out", () => {
    const bare = {
      name: "shop",
      version: 3,
      info: {status: "superseded"},
      chart: {metadata: {name: "shop", version: "1.0.0"}},
    };
    expect(decodeRelease(secretOf(base64(base64(JSON.stringify(bare)))))).toEqual({
      name: "shop",
      revision: 3,
      status: "superseded",
      description: "",
      updated: "",
      chart: {metadata: bare.chart.metadata, templates: [], files: [], values: {}, schema: undefined},
      values: {},
      manifest: "",
      hooks: "",
    });
  });
});

/** Writes the files of a stored chart, as a person would find them. */
function rebuilt(): string {
  const folder = mkdtempSync(join(tmpdir(), "djcd-rebuilt-"));
  afterAll(() => rmSync(folder, {recursive: true}));
  for (const [path, contents] of chartFiles(stored.chart)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), contents);
  }
  return folder;
}

describe("the chart of a stored release", () => {
  const again = rebuilt();

  test.each(["helm3", "helm4"] as const)(
    "renders what the chart renders that was installed, with %s",
    async (major) => {
      const values = {...stored.values, part: "slot", rollout: {number: 1, revision: 1, needs: ["a.0001_b"]}};
      const render = (from: string) => template(major, {chart: from, release: "shop-green", values});
      expect(documents(await render(again))).toBe(documents(await render(chart)));
    },
  );

  test("keeps its schema: values that were refused are refused", async () => {
    const wrong = template("helm4", {chart: again, values: {image: {tag: 1.1}}});
    await expect(wrong).rejects.toThrow(/image.?tag/);
  });

  test("is refused where it has subcharts, for Helm does not store them", () => {
    const {chart: plain} = helmRelease("shop", {});
    const metadata = {...plain.metadata, dependencies: [{name: "redis"}, {name: "postgresql"}]};
    expect(() => chartFiles({...plain, metadata})).toThrow(
      "chart shop 1.0.0 has subcharts (redis, postgresql), which Helm does not store with a release. " +
        "Remove them from Chart.yaml and install them as releases of their own",
    );
  });
});

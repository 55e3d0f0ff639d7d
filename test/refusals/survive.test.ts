import {writeFileSync} from "node:fs";
import {join} from "node:path";
import * as yaml from "js-yaml";
import {afterAll, describe, expect, test} from "vitest";
import {openHelm} from "../../src/helm/helm.ts";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {helms} from "../binaries.ts";
import {writeChart} from "../charts/render.ts";
import {shop} from "../generate/worlds.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {SURVIVORS} from "./rows/survivors.ts";
import {serve} from "./stub.ts";

// What people put into values arrives in the pod as it was typed: through Helm's merge, our JSON, and the chart.

const chart = writeChart(shop());
const folder = temporaryFolder("survive");

const keyOf = (index: number): string => `KEY_${index}`;

/** All rows in one command, each under a key of its own. */
function flags(): string[] {
  return SURVIVORS.flatMap(({given}, index) => {
    const file = join(folder, keyOf(index));
    const {flag, text, inFile} = given(`config.${keyOf(index)}`, keyOf(index), file);
    if (inFile !== undefined) writeFileSync(file, inFile);
    return [flag, text];
  });
}

describe.each(["helm3", "helm4"] as const)("through %s", async (major) => {
  const kubeVersion = async (): Promise<string> => "v1.34.0";
  // Helm 3 asks a cluster for its version before it merges.
  const {url, close} = await serve({});
  afterAll(close);
  const env = {...process.env, KUBECONFIG: "/nowhere", HELM_KUBEAPISERVER: url};
  const helm = await openHelm((await helms())[major], "default", env, kubeVersion);
  const base = {image: {repository: "shop", tag: "v1"}, part: "slot", rollout: {number: 1, revision: 1}};
  const merged = await helm.mergeValues(base, flags());
  const rendered = yaml.loadAll(await helm.template("shop-blue", chart, merged)) as (KubeObject & {data?: object})[];
  const data = rendered.find((object) => object?.kind === "ConfigMap")?.data as Readonly<Record<string, string>>;

  test.each(SURVIVORS.map((row, index) => ({...row, index})))("$what arrives unchanged", ({index, merges, arrives}) => {
    const config = merged.config as Readonly<Record<string, unknown>>;
    expect({merged: config[keyOf(index)], arrived: data[keyOf(index)]}).toEqual({
      merged: merges === undefined ? arrives : merges,
      arrived: arrives,
    });
  });
});

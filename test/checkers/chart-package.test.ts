import {existsSync, mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {type Cluster, up} from "../cluster/index.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Registry, serveRegistry} from "./serve-registry.ts";
import {type Key, throwawayKey} from "./throwaway-key.ts";

// The example's chart as a team ships it: packed and signed, pushed to a registry, and installed from there by its
// digest.

const CHART = join(HOME, "examples", "shop", "charts", "shop");
const NAMESPACE = "chart-package";
const PACKAGE = "shop-0.1.0.tgz";

let cluster: Cluster;
let key: Key;
let registry: Registry;

beforeAll(async () => {
  cluster = await up((line) => console.log(line));
  [key, registry] = await Promise.all([throwawayKey(), serveRegistry()]);
  await kubectl("create", "namespace", NAMESPACE);
});

afterAll(async () => {
  await kubectl("delete", "namespace", NAMESPACE, "--wait=false");
  await Promise.all([key.remove(), registry.close()]);
});

const kubectl = (...words: readonly string[]) =>
  execa(cluster.kubectl, [...words], {env: {KUBECONFIG: cluster.kubeconfig}});

describe.each(["helm3", "helm4"] as const)("with %s", (major) => {
  const folder = temporaryFolder("package");
  const chart = () => `oci://${registry.address}/${major}/shop`;
  let digest = "";

  const helm = async (...words: readonly string[]): Promise<string> => {
    const env = {KUBECONFIG: cluster.kubeconfig, HELM_CACHE_HOME: join(folder, "cache")};
    const {stdout, stderr} = await execa(cluster[major], [...words], {env});
    return `${stdout}\n${stderr}`;
  };

  test("the chart is packed with a provenance, and without what is only for its makers", async () => {
    const signed = ["--sign", "--key", key.name, "--keyring", key.secretRing];
    await helm("package", CHART, "--destination", folder, ...signed);
    expect(existsSync(join(folder, `${PACKAGE}.prov`))).toBe(true);
    const {stdout} = await execa("tar", ["-tzf", join(folder, PACKAGE)]);
    expect(stdout.split("\n").filter((path) => /^shop\/(tests\/|values-|\.djcd)/.test(path))).toEqual([]);
    expect(stdout).toContain("shop/README.md");
  });

  test("a registry takes it and tells its digest", async () => {
    const said = await helm("push", join(folder, PACKAGE), `oci://${registry.address}/${major}`, "--plain-http");
    digest = /sha256:[0-9a-f]{64}/.exec(said)?.[0] ?? expect.fail(said);
  });

  test("it is pulled by version, and verified", async () => {
    mkdirSync(join(folder, "pulled"));
    const verified = ["--verify", "--keyring", key.publicRing, "--destination", join(folder, "pulled")];
    expect(await helm("pull", chart(), "--version", "0.1.0", "--plain-http", ...verified)).toContain(key.name);
    const [packed, pulled] = [folder, join(folder, "pulled")].map((each) => readFileSync(join(each, PACKAGE)));
    expect(pulled?.equals(packed ?? Buffer.alloc(0))).toBe(true);
  });

  test("the API server takes what is installed by digest", async () => {
    const words = ["install", "shop", `${chart()}@${digest}`, "--plain-http", "--namespace", NAMESPACE];
    const said = await helm(...words, "--set-string", "image.tag=v1", "--dry-run=server");
    expect(said).toContain("STATUS: pending-install");
    expect(said).toContain("# Source: shop/templates/web/deployment.yaml");
  });

  test("another digest is not taken for it", async () => {
    const words = ["template", "shop", `${chart()}@sha256:${"0".repeat(64)}`, "--plain-http"];
    await expect(helm(...words, "--set-string", "image.tag=v1")).rejects.toThrow(/not found/i);
  });
});

import {writeFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {analysisOf} from "../../src/analysis/settings.ts";
import {askOne, askWhoAnswers} from "../../src/apply/ask-answers.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import {proxiesOf} from "../../src/kubernetes/proxies.ts";
import {openPrometheus} from "../../src/prometheus/prometheus.ts";
import {helms} from "../binaries.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {kubeconfigOf, type Listener, listen} from "./listener.ts";
import {installPlugin, type PluginHelm} from "./plugin.ts";
import {type RecordingProxy, recordingProxy} from "./recording-proxy.ts";

// Names that no resolver knows: what arrives came through the proxy.

const API = "https://api.cluster.invalid:6443";

let listener: Listener;
let site: Server;
let siteUrl: string;
let helm: PluginHelm;
const proxies: RecordingProxy[] = [];

beforeAll(async () => {
  listener = await listen("DNS:api.cluster.invalid");
  site = createServer(({url = "", headers}, answer) => {
    const slot = headers["x-djcd-slot"] ?? "blue";
    const body = url.includes("/api/v1/") ? PROMETHEUS : `${headers.host}`;
    answer.writeHead(200, {"X-Djcd-Slot": slot}).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  helm = await installPlugin((await helms()).helm4);
});

afterAll(() => {
  listener.close();
  site.close();
  helm.remove();
  for (const proxy of proxies) proxy.close();
});

const PROMETHEUS = JSON.stringify({status: "success", data: {resultType: "scalar", result: [1, "7"]}});

async function proxy(target: string, refuses?: number): Promise<RecordingProxy> {
  const made = await recordingProxy(target, refuses);
  proxies.push(made);
  return made;
}

/** Leads to the API server's name; `proxy-url` where one is given. */
function kubeconfig(proxyUrl?: string): string {
  const file = join(temporaryFolder("proxied"), "config");
  const config = JSON.parse(kubeconfigOf({...listener, url: API}));
  config.clusters[0].cluster["proxy-url"] = proxyUrl;
  writeFileSync(file, JSON.stringify(config));
  return file;
}

test.each([
  ["HTTPS_PROXY", (url: string) => ({HTTPS_PROXY: url, KUBECONFIG: kubeconfig()})],
  ["https_proxy without a scheme", (url: string) => ({https_proxy: url.slice(7), KUBECONFIG: kubeconfig()})],
  [
    "proxy-url of the kubeconfig, whatever the environment says",
    (url: string) => ({HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "*", KUBECONFIG: kubeconfig(url)}),
  ],
  [
    "an exception for somebody else",
    (url: string) => ({HTTPS_PROXY: url, NO_PROXY: "10.0.0.0/8,other.invalid", KUBECONFIG: kubeconfig()}),
  ],
])("the API server is asked where Helm asks it, through %s", async (_, environment) => {
  const asked = async (words: readonly string[]) => {
    const between = await proxy(listener.url);
    const before = listener.paths.length;
    await helm.run(words, environment(between.url));
    return {through: [...new Set(between.asked)], arrived: listener.paths.length > before};
  };
  const byHelm = await asked(["list"]);
  expect(byHelm).toEqual({through: ["CONNECT api.cluster.invalid:6443"], arrived: true});
  expect(await asked(["djcd", "status", "shop"])).toEqual(byHelm);
});

test.each([
  [403, "it answers 403"],
  [407, "it answers 407"],
])("a proxy that answers %d is named, without its password", async (status, why) => {
  const between = await proxy(listener.url, status);
  const HTTPS_PROXY = between.url.replace("//", "//ann:s3cret@");
  const {stderr} = await helm.run(["djcd", "status", "shop"], {HTTPS_PROXY, KUBECONFIG: kubeconfig()});
  expect(stderr.split("\n")[0]).toBe(
    `Error: the cluster at ${API} cannot be reached through the proxy ${between.url} (${why}). ` +
      "Look at proxy-url of that cluster in your kubeconfig, and at HTTPS_PROXY and NO_PROXY",
  );
  expect(between.logins[0]).toBe(`Basic ${Buffer.from("ann:s3cret").toString("base64")}`);
});

test("a proxy that is not there is named", async () => {
  const {stderr} = await helm.run(["djcd", "status", "shop"], {
    ...{HTTPS_PROXY: "127.0.0.1:1", KUBECONFIG: kubeconfig()},
  });
  expect(stderr).toContain("cannot be reached through the proxy http://127.0.0.1:1 (");
});

test("answers are asked through a tunnel: a proxy that forwards would put the Gateway's name in the host's place", async () => {
  const between = await proxy(siteUrl);
  const entrance = {url: "http://gateway.invalid:8080/", host: "shop.example.com", proxy: between.url};
  expect(await askWhoAnswers(entrance, "green")).toEqual({slot: "green", status: 200});
  expect(await askOne(entrance, "green", {path: "/x", method: "GET"})).toMatchObject({body: "shop.example.com"});
  expect(between.asked).toEqual(["CONNECT gateway.invalid:8080", "CONNECT gateway.invalid:8080"]);
});

test("a Prometheus over http is asked as Go asks it, with its own login and the proxy's", async () => {
  const between = await proxy(siteUrl);
  const HTTP_PROXY = between.url.replace("//", "//ann:s3cret@");
  const settings = analysisOf({analysis: {enabled: true, prometheus: {url: "http://prometheus.invalid:9090/root"}}});
  const opened = openPrometheus({} as Api, "shop", settings?.prometheus ?? expect.fail(), proxiesOf({HTTP_PROXY}));
  expect(await opened.query("up")).toMatchObject([{value: 7}]);
  expect(between.asked).toEqual(["GET http://prometheus.invalid:9090/root/api/v1/query?query=up"]);
  expect(between.logins).toEqual([`Basic ${Buffer.from("ann:s3cret").toString("base64")}`]);
});

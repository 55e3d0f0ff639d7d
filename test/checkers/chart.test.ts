import {execa} from "execa";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {template, writeChart} from "../charts/render.ts";
import {SCENARIOS} from "../charts/scenarios.ts";
import {type Cluster, up} from "../cluster/index.ts";
import {shop, uvicorn} from "../generate/worlds.ts";
import {helmUnittest} from "./programs.ts";

// Generated charts, judged by what judges charts: their own suites, and a real API server at its strictest.

const NAMESPACE = "chart-check";

let cluster: Cluster;
let unittest: string;

beforeAll(async () => {
  cluster = await up((line) => console.log(line));
  unittest = await helmUnittest();
  await kubectl(["create", "namespace", NAMESPACE]);
  await kubectl(["label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted"]);
});

afterAll(async () => {
  await kubectl(["delete", "namespace", NAMESPACE, "--wait=false"]);
});

const kubectl = (words: readonly string[], input = "") =>
  execa(cluster.kubectl, [...words], {env: {KUBECONFIG: cluster.kubeconfig}, input, reject: false});

describe.each(Object.entries(SCENARIOS))("%s", (_, {choices, release, values}) => {
  const chart = writeChart(choices);

  test("every field is known to Kubernetes, and every value is taken", async () => {
    const manifest = await template("helm4", {chart, release, values, flags: ["--namespace", NAMESPACE]});
    const check = ["create", "--dry-run=server", "--validate=strict", "--namespace", NAMESPACE, "-f", "-"];
    const {exitCode, stdout, stderr} = await kubectl(check, ofKnownKinds(manifest));
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ""});
    expect(stdout).toContain("(server dry run)");
  });
});

/** Without what the Prometheus operator would have to be installed for: this cluster does not know its kinds. */
function ofKnownKinds(manifest: string): string {
  const documents = manifest.split(/^---$/m);
  return documents.filter((document) => !/^apiVersion: monitoring\.coreos\.com\//m.test(document)).join("---\n");
}

test("an unknown field is found", async () => {
  const check = ["create", "--dry-run=server", "--validate=strict", "--namespace", NAMESPACE, "-f", "-"];
  const {stderr} = await kubectl(check, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {prots: []}}");
  expect(stderr).toContain('unknown field "spec.prots"');
});

test.each([
  ["both routers", shop()],
  ["one router, another component", shop({name: "book-shop", components: {site: uvicorn}, routers: ["service"]})],
])("the suites that travel with a chart pass: %s", async (_, choices) => {
  const {exitCode, stdout} = await execa(unittest, [writeChart(choices)], {reject: false});
  expect({exitCode, stdout}).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/Tests: +\d+ passed, \d+ total/),
  });
});

test("a suite fails where a template is spoilt", async () => {
  const spoilt = {
    "templates/routing/live.yaml": 'kind: Service\nmetadata: {name: "x"}\nspec: {selector: {slot: green}}\n',
  };
  const {exitCode} = await execa(unittest, [writeChart(shop(), spoilt)], {reject: false});
  expect(exitCode).toBe(1);
});

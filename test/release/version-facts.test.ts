import {expect, test} from "vitest";
import {objectsIn} from "../../src/release/manifest.ts";
import {sameVersion} from "../../src/release/version-facts.ts";
import {template, writeChart} from "../charts/render.ts";
import {shop} from "../generate/worlds.ts";

const chart = writeChart(shop());
const newer = writeChart(shop({version: "9.0.0"}));

const base = {image: {tag: "v1"}, part: "slot", web: {replicas: 2}, config: {A: "1"}};

const slot = async (values: object, of = chart) =>
  objectsIn(await template("helm4", {chart: of, release: "shop-blue", values: {...base, ...values}}));

const scaled = {autoscaling: {enabled: true}};

test.each([
  ["a disruption budget", {}, {web: {replicas: 2, pdb: {maxUnavailable: 2}}}, true],
  ["more pods", {}, {web: {replicas: 5}}, true],
  ["the bounds of an HPA", {web: scaled}, {web: {autoscaling: {enabled: true, maxReplicas: 20}}}, true],
  ["annotations of the Ingress", {}, {ingress: {annotations: {a: "b"}}}, true],
  ["the steps of a canary", {}, {strategy: {canary: {steps: [50, 100]}}}, true],
  ["an HPA where there was none: the Deployment would drop to one pod", {}, {web: scaled}, false],
  ["another image", {}, {image: {tag: "v2"}}, false],
  ["configuration", {}, {config: {A: "2"}}, false],
  ["a secret", {}, {secrets: {B: "2"}}, false],
  ["an annotation of pods", {}, {podAnnotations: {a: "b"}}, false],
  ["resources", {}, {web: {replicas: 2, resources: {limits: {memory: "1Gi"}}}}, false],
  ["the time that a stop may take", {}, {web: {replicas: 2, drain: {preStopSeconds: 20}}}, false],
])("%s: whether the pods stay", async (_, before, after, stays) => {
  expect(sameVersion(await slot(before), await slot(after))).toBe(stays);
});

const OWN = `{{- if ne .Values.part "front" }}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}-queue
spec:
  replicas: {{ .Values.extra.replicas | default 1 }}
  template:
    metadata:
      annotations: {a: {{ .Values.extra.a | default "1" | quote }}}
    spec:
      containers: []
{{- end }}
`;

test.each([
  ["its size", {replicas: 3}, true],
  ["its pods", {a: "2"}, false],
])("a team's own workload counts as those of the chart do: %s", async (_, extra, stays) => {
  const withOwn = writeChart(shop(), {"templates/own.yaml": OWN});
  expect(sameVersion(await slot({}, withOwn), await slot({extra}, withOwn))).toBe(stays);
});

test("a newer chart with the same templates is no other version to the pods", async () => {
  expect(sameVersion(await slot({}), await slot({}, newer))).toBe(true);
});

test("a slot of a plain install is the same version as the slot by itself", async () => {
  const all = objectsIn(await template("helm4", {chart, values: {...base, part: "all"}}));
  const first = all.filter(({metadata}) => metadata.labels?.slot === "blue");
  expect(sameVersion(await slot({}), first)).toBe(true);
});

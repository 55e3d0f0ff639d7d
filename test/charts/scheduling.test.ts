import {expect, test} from "vitest";
import {asProbe, jobObjects} from "../../src/django/job-objects.ts";
import type {KubeObject, PodSpec} from "../../src/kubernetes/objects.ts";
import {hooksAt} from "../../src/release/hooks.ts";
import {objectsIn} from "../../src/release/manifest.ts";
import {shop} from "../generate/worlds.ts";
import {template, writeChart} from "./render.ts";

// Where pods may run: those of the site, and those that run once.

const chart = writeChart(shop());

type Scheduled = PodSpec & Readonly<Record<string, unknown>>;
type Templated = KubeObject & {readonly spec: {readonly template: {readonly spec: Scheduled}}};

const KEYS = ["nodeSelector", "tolerations", "affinity", "priorityClassName", "topologySpreadConstraints"] as const;

const placed = (spec: Scheduled): object =>
  Object.fromEntries(KEYS.filter((key) => spec[key] !== undefined).map((key) => [key, spec[key]]));

/** How each pod of a plain install, and the question for migrations, may be placed. */
const placesOf = async (given: object) => {
  const values = {image: {tag: "v1"}, ...given};
  const all = await template("helm4", {chart, values});
  const beside = jobObjects(await template("helm4", {chart, release: "shop-green", values: {...values, part: "job"}}));
  const ofKind = (kind: string): Scheduled =>
    (objectsIn(all).find((one) => one.kind === kind) as Templated).spec.template.spec;
  const [pod] = hooksAt(all, "test") as unknown as {readonly spec: Scheduled}[];
  return {
    web: placed(ofKind("Deployment")),
    migrate: placed(ofKind("Job")),
    beside: placed(beside.job.spec.template.spec as Scheduled),
    probe: placed(asProbe(beside, "").job.spec.template.spec as Scheduled),
    test: placed((pod as {readonly spec: Scheduled}).spec),
  };
};

const taint = [{key: "team", operator: "Exists", effect: "NoSchedule"}];
const nodeAffinity = {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}};
const podAntiAffinity = {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: "kubernetes.io/hostname"}]};
const spread = {maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule"};

const once = <T>(place: T) => ({migrate: place, beside: place, probe: place, test: place});

test("pods that run once go where the web pods go", async () => {
  const place = {nodeSelector: {pool: "web"}, tolerations: taint, priorityClassName: "site"};
  const web = {...place, affinity: {nodeAffinity, podAntiAffinity}, topologySpreadConstraints: []};
  expect(await placesOf({web})).toEqual({
    web: {...place, affinity: {nodeAffinity, podAntiAffinity}},
    // A distance that web pods keep from each other would leave no node for one more.
    ...once({...place, affinity: {nodeAffinity}}),
  });
});

test("or where they are told to", async () => {
  const mine = {
    nodeSelector: {pool: "jobs"},
    tolerations: [{operator: "Exists"}],
    affinity: {podAntiAffinity},
    priorityClassName: "low",
  };
  const web = {nodeSelector: {pool: "web"}, tolerations: taint, topologySpreadConstraints: []};
  expect(await placesOf({web, migrations: mine})).toEqual({
    web: {nodeSelector: {pool: "web"}, tolerations: taint},
    ...once(mine),
  });
});

test("a spread of theirs is over pods of their kind", async () => {
  const {migrate, probe, test: tested} = await placesOf({migrations: {topologySpreadConstraints: [spread]}});
  const labels = (place: object): object =>
    (place as {topologySpreadConstraints: {labelSelector: {matchLabels: object}}[]}).topologySpreadConstraints[0]
      ?.labelSelector.matchLabels ?? {};
  const component = (name: string) => expect.objectContaining({"app.kubernetes.io/component": name});
  expect([migrate, probe, tested].map(labels)).toEqual([component("migrate"), component("migrate"), component("test")]);
});

test("nothing is said where nothing is given: the Job keeps its name", async () => {
  expect(await placesOf({web: {topologySpreadConstraints: []}})).toEqual({web: {}, ...once({})});
});

test("values of the team's own reach its own templates, whatever they are", async () => {
  const own =
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: own\ndata:\n  a: {{ .Values.extra.deep.one | quote }}\n";
  const withOwn = writeChart(shop(), {"templates/own.yaml": own});
  const printed = await template("helm4", {chart: withOwn, values: {image: {tag: "v1"}, extra: {deep: {one: "two"}}}});
  expect(printed).toContain('a: "two"');
});

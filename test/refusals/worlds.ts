import * as yaml from "js-yaml";
import {generateChart} from "../../src/generate/chart.ts";
import type {HelmRelease, StoredChart, Values} from "../../src/helm/helm-release.ts";
import type {KubeObject, KubeSecret} from "../../src/kubernetes/objects.ts";
import type {Observation} from "../../src/release/observation.ts";
import type {ClusterObjects} from "../fixtures/worlds/api.ts";
import {shop, sources} from "../generate/worlds.ts";

/** Stands wherever a secret may stand; no output may hold it. */
export const CANARY = "canary-3141592653";

const files = new Map(generateChart(shop(), sources).map(({path, content}) => [path, content]));
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** The chart of a small shop, as Helm stores it. */
export const shopChart: StoredChart = {
  metadata: yaml.load(files.get("Chart.yaml") ?? "") as StoredChart["metadata"],
  templates: stored((path) => path.startsWith("templates/")),
  files: stored((path) => path.startsWith("files/")),
  values: yaml.load(files.get("values.yaml") ?? "") as Values,
  schema: base64(files.get("values.schema.json") ?? ""),
};

function stored(isWanted: (path: string) => boolean): StoredChart["templates"] {
  return [...files].filter(([path]) => isWanted(path)).map(([name, text]) => ({name, data: base64(text)}));
}

/** What a team said of its shop, with secrets among it. */
export const shopValues: Values = {
  image: {repository: "registry.example.com/shop", tag: "v1"},
  hosts: ["shop.example.com"],
  router: "gateway-api",
  gateway: {parentRefs: [{name: "public", namespace: "gateways"}]},
  config: {ALLOWED_HOSTS: "shop.example.com"},
  secrets: {API_TOKEN: CANARY},
};

/** Helm's Secret of a stored revision. */
export function releaseSecret({name, revision, status, ...release}: HelmRelease): KubeObject {
  const {metadata, templates, files: texts, values, schema} = release.chart;
  const whole = {
    name,
    version: revision,
    info: {status, description: release.description, last_deployed: release.updated},
    chart: {metadata, templates, files: texts, values, schema},
    config: release.values,
    manifest: release.manifest,
  };
  const labels = {owner: "helm", name, version: `${revision}`, status};
  const secret: KubeSecret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {name: `sh.helm.release.v1.${name}.v${revision}`, labels},
    data: {release: base64(base64(JSON.stringify(whole)))},
  };
  return secret;
}

/** The objects of what would be observed, with the chart and the values of a real shop in its releases. */
export function objectsOf(
  observation: Observation,
  change: (release: HelmRelease) => HelmRelease = real,
): ClusterObjects {
  const {front, slots, route} = observation;
  const both = [slots.blue, slots.green];
  const releases = [front, ...both.flatMap(({release}) => release ?? [])];
  return {
    secrets: [...releases.map((release) => releaseSecret(change(release))), existingSecret],
    deployments: both.flatMap(({workloads}) => workloads),
    pods: both.flatMap(({pods}) => pods),
    services: [...both.flatMap(({service}) => service ?? []), ...(route.liveService ? [route.liveService] : [])],
    endpointslices: both.flatMap(({endpoints}) => endpoints),
    httproutes: route.objects,
  };
}

/** The chart and the values of a real shop in place of the small ones. */
export function real(release: HelmRelease): HelmRelease {
  const {part, rollout} = release.values;
  return {...release, chart: shopChart, values: {...shopValues, ...(part ? {part, rollout} : {})}};
}

const existingSecret: KubeSecret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: {name: "shop-env"},
  data: {SECRET_KEY: base64(CANARY)},
};

/** The same, with what its chart and values render: what was rendered before is compared with what is given. */
export function rendered(manifests: Readonly<Record<string, string>>): (release: HelmRelease) => HelmRelease {
  return (release) => ({...real(release), manifest: manifests[release.name] ?? ""});
}

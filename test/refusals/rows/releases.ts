import type {HelmRelease} from "../../../src/helm/helm-release.ts";
import type {KubeSecret} from "../../../src/kubernetes/objects.ts";
import {stable, unmanaged} from "../../fixtures/worlds/worlds.ts";
import type {Cluster, Row} from "../run.ts";
import {objectsOf, real, shopChart} from "../worlds.ts";
import {APPLIED, CANDIDATE, RENDERED, STABLE, UNMANAGED} from "./clusters.ts";

const CORRECT =
  "Correct that with plain Helm first, with all of your values: helm upgrade shop CHART --reset-values -f FILE";

/** Releases that are not there, are not ours, or are not where the command would need them. */
export const RELEASES: readonly Row[] = [
  {
    what: "a release that is none",
    typed: "status nope",
    cluster: STABLE,
    says: "Error: release nope does not exist in namespace default. Install it first: helm install nope CHART -n default; or list what there is: helm list -n default",
  },
  {
    what: "a slot",
    typed: "status shop-green",
    cluster: STABLE,
    code: 4,
    says: "Error: shop-green is a slot of shop. Type: shop instead of shop-green",
  },
  {
    what: "no name, where the only release is not managed yet: it is found",
    typed: "promote",
    cluster: UNMANAGED,
    code: 4,
    says: "Error: shop has no candidate to promote. Release one: helm djcd upgrade shop CHART",
  },
  {
    what: "no name, and no release of ours",
    typed: "promote",
    cluster: {objects: {}},
    says: "Error: namespace default holds no release of a djcd chart: name the one you mean, as in: helm djcd status shop",
  },
  {
    what: "promote before the first rollout",
    typed: "promote shop",
    cluster: UNMANAGED,
    code: 4,
    says: "Error: shop has no candidate to promote. Release one: helm djcd upgrade shop CHART",
  },
  {
    what: "rollback before the first rollout",
    typed: "rollback shop",
    cluster: UNMANAGED,
    code: 4,
    says: "Error: shop is a plain Helm release, no rollout has been made yet. Type: helm rollback shop",
  },
  {
    what: "shift without a candidate",
    typed: "shift shop 25",
    cluster: STABLE,
    code: 4,
    says: "Error: shop has no candidate to shift traffic to. Release one: helm djcd upgrade shop CHART",
  },
  {
    what: "promote without a candidate",
    typed: "promote shop",
    cluster: STABLE,
    code: 4,
    says: "Error: shop has no candidate to promote. Release one: helm djcd upgrade shop CHART",
  },
  {
    what: "shift to 100",
    typed: "shift shop 100",
    cluster: CANDIDATE,
    says: "Error: 100 % is the promotion. Type: helm djcd promote shop",
  },
  {
    what: "finish of a candidate",
    typed: "finish shop",
    cluster: CANDIDATE,
    code: 4,
    says: "Error: #1 is still a candidate. Type: helm djcd promote shop, or: helm djcd rollback shop",
  },
  {
    what: "rollback to a number while a candidate is out",
    typed: "rollback shop --to 0",
    cluster: CANDIDATE,
    code: 4,
    says: "Error: #1 is still out: end it first, with: helm djcd rollback shop; then: helm djcd rollback shop --to 0",
  },
  {
    what: "rollback to what is live",
    typed: "rollback shop --to 1",
    cluster: STABLE,
    code: 4,
    says: "Error: #1 is live already",
  },
  {
    what: "rollback to what never was",
    typed: "rollback shop --to 9",
    cluster: STABLE,
    code: 4,
    says: "Error: #9 was never made: the newest rollout of shop is #1. What there is: helm djcd history shop",
  },
  {
    what: "a share of a router without weights",
    typed: "shift shop 25",
    cluster: withValues({router: "service"}, CANDIDATE),
    code: 4,
    says: "Error: router service can only hold 0 % or 100 %, not 25 %. Type: helm djcd promote shop, or set router: gateway-api",
  },
  {
    what: "a canary of a router without weights",
    typed: "upgrade shop --strategy canary --set-string image.tag=v2",
    cluster: withValues({router: "service"}),
    code: 4,
    says: "Error: router service can only hold 0 % or 100 %, no canary. Type: --strategy blue-green, or set router: gateway-api",
  },
  {
    what: "a chart that djcd did not make",
    typed: "promote shop",
    cluster: withChart({annotations: {}}),
    code: 4,
    says: "Error: release shop is not of a chart that djcd generated (chart shop). To have one for your project: helm djcd generate",
  },
  {
    what: "a chart of an older contract",
    typed: "promote shop",
    cluster: withContract("0"),
    code: 4,
    says: "Error: the chart of release shop speaks contract 0, and this djcd speaks 1: it is older. Install the djcd that made it, 0.0.1",
  },
  {
    what: "a chart of a newer contract",
    typed: "promote shop",
    cluster: withContract("2"),
    code: 4,
    says: "Error: the chart of release shop speaks contract 2, and this djcd speaks 1: it is newer. Update the plugin: helm plugin update djcd",
  },
  {
    what: "a chart whose contract is no number",
    typed: "promote shop",
    cluster: withContract("one"),
    code: 4,
    says: "Error: the chart of release shop speaks contract one, and this djcd speaks 1: somebody edited it. Generate it again: helm djcd generate",
  },
  {
    what: "a chart with subcharts",
    typed: "upgrade shop --set-string image.tag=v2",
    cluster: withChart({dependencies: [{name: "redis"}]}),
    code: 4,
    says: "Error: chart shop 1.2.0 has subcharts (redis), which Helm does not store with a release. Remove them from Chart.yaml and install them as releases of their own",
  },
  {
    what: "a plain install past the schema, which no slot could take over",
    typed: "upgrade shop --set-string image.tag=v2 --set migration=null",
    cluster: plainWith({migration: {timeoutSeconds: 9}}),
    code: 4,
    says: `Error: what is live of shop cannot become a slot: its values are not what its chart knows:\n  migration is not known here. Did you mean migrations?\n${CORRECT}`,
  },
  {
    what: "a plain install with a number that the hand-over would round",
    typed: "upgrade shop --set-string image.tag=v2,config.ID=9007199254740993",
    cluster: plainWith({config: {ID: 2 ** 60}}),
    code: 4,
    says: `Error: what is live of shop cannot become a slot: its values are not what its chart knows:\n  config.ID is a whole number beyond 9007199254740991, which Helm rounds: give it with --set-string config.ID=NUMBER, or in quotes in a file.\n${CORRECT}`,
  },
  {
    what: "a plain install that a guard of its own chart refuses today",
    typed: "upgrade shop --set-string image.tag=v2 --set web.drain.graceSeconds=0",
    cluster: plainWith({web: {drain: {graceSeconds: 3}}}),
    code: 4,
    says: `Error: what is live of shop cannot become a slot: web.drain.graceSeconds is 3, and preStopSeconds + gracefulSeconds + 5 is 50: pods would be killed while they answer. Set it to 50 or more, or to 0 to have it computed\n${CORRECT}`,
  },
  {
    what: "a foreign release of a slot's name",
    typed: "promote shop",
    cluster: {objects: objectsOf(stable, foreignBlue)},
    code: 4,
    says: "Error: release shop-blue is not a slot of shop: somebody installed it. Rename it, or uninstall it",
  },
  {
    what: "a front whose block is lost",
    typed: "promote shop",
    cluster: {objects: objectsOf(stable, blockless)},
    says: "Error: release shop revision 7 has part: front and no rollout block. Type: helm rollback shop",
  },
  {
    what: "a worker of the team's own that stands in every part",
    typed: "upgrade shop --set-string image.tag=v9",
    cluster: withOwn(
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-worker\nspec: {}\n`,
    ),
    code: 4,
    says:
      "Error: chart shop-1.2.0 renders Deployment/shop-blue-worker in release shop-blue and Deployment/shop-worker in release shop: it would run in each of the three releases. " +
      'To have one for each version, which goes up and down with its slot, put its template into {{- if ne .Values.part "front" }} ... {{- end }}; ' +
      'to have one in all, into {{- if ne .Values.part "slot" }} ... {{- end }}',
  },
  {
    what: "a CronJob of the team's own in each slot",
    typed: "upgrade shop --set-string image.tag=v9",
    cluster: withOwn(
      `{{- if ne .Values.part "front" }}\napiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: {{ .Release.Name }}-nightly\nspec: {}\n{{- end }}\n`,
    ),
    code: 4,
    says:
      "Error: chart shop-1.2.0 renders CronJob/shop-blue-nightly in release shop-blue: it would tick in both slots, in the idle one too. " +
      'Put its template into {{- if ne .Values.part "slot" }} ... {{- end }}',
  },
  {
    what: "an object of the team's own under one name in every part",
    typed: "upgrade shop --set-string image.tag=v9",
    cluster: withOwn("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: robots\n"),
    code: 4,
    says:
      "Error: chart shop-1.2.0 renders ConfigMap/robots in release shop-blue and in release shop-green, and only one can own it. " +
      'Put its template into {{- if ne .Values.part "slot" }} ... {{- end }}; or give it a name with the slot',
  },
  {
    what: "a Secret of Helm that is cut off",
    typed: "status shop",
    cluster: damaged({release: "H4sIAAAA"}),
    says: "Error: Secret sh.helm.release.v1.shop.v7, where Helm keeps revision 7 of release shop, cannot be read: it was damaged. Put a backup of it back, or take it out of the history: kubectl delete secret sh.helm.release.v1.shop.v7",
  },
  {
    what: "a Secret of Helm that is empty",
    typed: "status shop",
    cluster: damaged({}),
    says: "Error: Secret sh.helm.release.v1.shop.v7, where Helm keeps revision 7 of release shop, cannot be read: it was damaged. Put a backup of it back, or take it out of the history: kubectl delete secret sh.helm.release.v1.shop.v7",
  },
  {
    what: "a Secret of Helm that holds something else",
    typed: "status shop",
    cluster: damaged({release: base64(base64("{}"))}),
    says: "Error: Secret sh.helm.release.v1.shop.v7, where Helm keeps revision 7 of release shop, cannot be read: it was damaged. Put a backup of it back, or take it out of the history: kubectl delete secret sh.helm.release.v1.shop.v7",
  },
  {
    what: "a version that would be called otherwise than the live one",
    typed: "upgrade shop --set image.tag=v2 --set nameOverride=other",
    cluster: RENDERED,
    code: 4,
    says:
      "Error: this version calls the Service of blue shop-other-blue, and the route leads to shop-blue. " +
      "Keep nameOverride and fullnameOverride as they are live; or install the other name as a release of its own",
  },
  {
    what: "a release that Argo CD applies",
    typed: "finish shop",
    cluster: APPLIED,
    code: 4,
    says:
      "Error: Deployment shop-web-blue is applied by Argo CD (application shop): what is written beside its repository is put back later. " +
      "Type the same with --write DIR, the folder of the release's values files: djcd then changes what is committed",
  },
  {
    what: "another router within a rollout",
    typed: "upgrade shop --set router=service",
    cluster: CANDIDATE,
    code: 4,
    says: "Error: router: service in the new values, gateway-api in what is live. The route cannot change within a rollout: keep router: gateway-api",
  },
  {
    what: "a move to another router that takes its time by itself",
    typed: "upgrade shop --set router=service --pause 10m",
    cluster: RENDERED,
    code: 4,
    says: "Error: --pause 10m: two routes are no canary. To leave both open until you go on: --pause=",
  },
];

function withValues(values: object, {objects} = STABLE): Cluster {
  const change = (release: HelmRelease): HelmRelease => ({
    ...real(release),
    values: {...real(release).values, ...values},
  });
  return {objects: {...objects, ...objectsOf(stable, change)}};
}

/** A plain install, with values that nobody judged. */
function plainWith(values: object): Cluster {
  return {
    objects: objectsOf(unmanaged, (release) => ({...real(release), values: {...real(release).values, ...values}})),
  };
}

function withChart(metadata: object): Cluster {
  const chart = {...shopChart, metadata: {...shopChart.metadata, ...metadata}};
  return {objects: objectsOf(stable, (release) => ({...real(release), chart}))};
}

function withOwn(template: string): Cluster {
  const own = {name: "templates/own.yaml", data: base64(template)};
  const chart = {...shopChart, templates: [...shopChart.templates, own]};
  return {objects: objectsOf(stable, (release) => ({...real(release), chart}))};
}

function withContract(contract: string): Cluster {
  return withChart({annotations: {"djcd.io/contract": contract, "djcd.io/generator": "0.0.1"}});
}

function foreignBlue(release: HelmRelease): HelmRelease {
  return release.name === "shop-blue" ? {...real(release), values: {}} : real(release);
}

function blockless(release: HelmRelease): HelmRelease {
  return release.name === "shop" ? {...real(release), values: {part: "front"}} : real(release);
}

/** The newest revision of the front, with other data in its Secret. */
function damaged(data: KubeSecret["data"] & object): Cluster {
  const {secrets = [], ...objects} = objectsOf(stable);
  const spoilt = secrets.map((secret) => (secret.metadata.name.includes(".shop.v") ? {...secret, data} : secret));
  return {objects: {...objects, secrets: spoilt}};
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

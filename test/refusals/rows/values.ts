import type {Row} from "../run.ts";
import {CANARY} from "../worlds.ts";
import {STABLE as cluster} from "./clusters.ts";

const set = (text: string) => ({typed: ["upgrade", "shop", "--set", text]});
const file = (text: string | Buffer) => ({
  typed: "upgrade shop --reuse-values -f values.yaml",
  files: {"values.yaml": text},
});

/** Values with an analysis of one query of a person's own, and of nothing else. */
function ownQuery(query: string, url: string): string {
  const off = {enabled: false};
  const queries = [{name: "own", query, max: 1}];
  const analysis = {enabled: true, errorShare: off, latencyP95: off, databaseErrors: off, prometheus: {url}, queries};
  return JSON.stringify({analysis});
}

/** What may be wrong with values and with the files that they are in. */
export const VALUES: readonly Row[] = [
  {
    what: "an analysis of what nobody counts",
    typed: [
      "upgrade",
      "shop",
      "--strategy",
      "canary",
      "--set",
      "analysis.enabled=true,analysis.prometheus.url=http://p",
    ],
    code: 4,
    says: "Error: analysis.errorShare needs what django-prometheus counts, and this chart was generated without it: set metrics: django-prometheus in djcd.yaml and type helm djcd generate, or set analysis.errorShare.enabled: false",
  },
  {
    what: "an analysis without a Prometheus",
    typed: ["upgrade", "shop", "--strategy", "canary", "--set", "analysis.enabled=true"],
    code: 4,
    says: "Error: analysis.enabled is true and no Prometheus is named: set analysis.prometheus.url or analysis.prometheus.service",
  },
  {
    what: "an analysis by a Prometheus that is down",
    typed: "upgrade shop --strategy canary --reuse-values -f values.yaml",
    files: {"values.yaml": ownQuery("up", "http://127.0.0.1:1")},
    code: 4,
    says: "Error: analysis.enabled is true and nothing can be measured: Prometheus: ECONNREFUSED. Mend that, or release this version by eye: --set analysis.enabled=false",
  },
  {
    what: "a query that says what does not exist",
    typed: "upgrade shop --strategy canary --reuse-values -f values.yaml",
    files: {"values.yaml": ownQuery('orders{slot="$slt"}', "http://127.0.0.1:1")},
    code: 4,
    says: 'Error: analysis.queries: "own" says $slt, which does not exist. Known: $slot, $pods, $namespace, $release, $window',
  },
  {
    what: "no request as the least that an analysis wants to see",
    ...set("analysis.minRequests=0"),
    says: "Error: the values cannot be used:\n  analysis.minRequests is the number 0 and has to be a number of requests, 1 or more.\nCorrect them and type the command again",
  },
  {
    what: "smoke checks where nobody knows the way in",
    ...set("smoke[0].path=/login"),
    code: 4,
    says: "Error: smoke is given, and the Gateway of the route has no address to be asked at. Give --probe-url",
  },
  {
    what: "a number in words",
    ...set("web.replicas=two"),
    says: 'Error: the values cannot be used:\n  web.replicas is "two" and has to be a number of pods, 0 or more.\nCorrect them and type the command again',
  },
  {
    what: "fewer than no pods",
    ...set("web.replicas=-1"),
    says: "Error: the values cannot be used:\n  web.replicas is the number -1 and has to be a number of pods, 0 or more.\nCorrect them and type the command again",
  },
  {
    what: "a tag that YAML takes for a number",
    ...set("image.tag=20261125"),
    says: "Error: the values cannot be used:\n  image.tag is the number 20261125 and has to be a string: give it with --set-string image.tag=TAG, or in quotes in a file.\nCorrect them and type the command again",
  },
  {
    what: "no tag",
    ...set("image.tag="),
    says: "Error: image.tag is empty: say which version to run, for example --set-string image.tag=v1",
  },
  {
    what: "a whole number that Helm rounds",
    ...set("config.ID=9007199254740993"),
    says: "Error: the values cannot be used:\n  config.ID is a whole number beyond 9007199254740991, which Helm rounds: give it with --set-string config.ID=NUMBER, or in quotes in a file.\nCorrect them and type the command again",
  },
  {
    what: "a whole number that Helm rounds, in a file, among the secrets",
    ...file("secrets:\n  ID: 12345678901234567890\n"),
    says: "Error: the values cannot be used:\n  secrets.ID is a whole number beyond 9007199254740991, which Helm rounds: give it with --set-string secrets.ID=NUMBER, or in quotes in a file.\nCorrect them and type the command again",
  },
  {
    what: "null for what the chart cannot do without",
    ...set("web.replicas=null"),
    says: "Error: the values cannot be used:\n  web.replicas is null, which takes its default out, and the chart needs one: leave the key out, or give it a value.\nCorrect them and type the command again",
  },
  {
    what: "a repository with a tag",
    ...set("image.repository=r:5000/a:v9"),
    says: 'Error: the values cannot be used:\n  image.repository is "r:5000/a:v9" and has to be the image without tag and digest, in lower case, such as registry.example.com:5000/shop: those are image.tag and image.digest.\nCorrect them and type the command again',
  },
  {
    what: "a number for a variable in Kubernetes' form",
    typed: ["upgrade", "shop", "--set-json", 'env=[{"name": "X", "value": 10485760}]'],
    says: "Error: the values cannot be used:\n  env[0].value has to be a string: put it in quotes.\nCorrect them and type the command again",
  },
  {
    what: "an unknown key",
    ...set("image.tg=v2"),
    says: "Error: the values cannot be used:\n  image.tg is not known here. Did you mean tag?\nCorrect them and type the command again",
  },
  {
    what: "a text for a list",
    ...set("hosts=shop.example.com"),
    says: 'Error: the values cannot be used:\n  hosts is "shop.example.com" and has to be a list of one or more host names.\nCorrect them and type the command again',
  },
  {
    what: "a host with capitals",
    ...set("hosts={Shop.Example}"),
    says: 'Error: the values cannot be used:\n  hosts[0] is "Shop.Example" and has to be a host name in lower case, such as shop.example.com or *.example.com.\nCorrect them and type the command again',
  },
  {
    what: "an unknown router",
    ...set("router=istio"),
    says: 'Error: the values cannot be used:\n  router is "istio" and has to be service or gateway-api: the menu is routers in djcd.yaml.\nCorrect them and type the command again',
  },
  {
    what: "another router than is live",
    ...set("router=service"),
    code: 4,
    says:
      "Error: router: service in the new values, gateway-api in what is live, and another version or other hosts besides. " +
      "First the route moves alone: helm djcd upgrade shop --set router=service, with what that router needs; then release the version",
  },
  {
    what: "an unknown strategy",
    ...set("strategy.type=rolling"),
    says: 'Error: the values cannot be used:\n  strategy.type is "rolling" and has to be blue-green or canary.\nCorrect them and type the command again',
  },
  {
    what: "steps that go down",
    ...set("strategy.canary.steps={50,25,100}"),
    says: "Error: the values cannot be used:\n  strategy.canary.steps has 25 after 50: each step has to be greater than the one before.\nCorrect them and type the command again",
  },
  {
    what: "a variable with a dash",
    ...set("config.A-B=1"),
    says: "Error: the values cannot be used:\n  the name config.A-B has to be a name of letters, digits and underscores, not beginning with a digit.\nCorrect them and type the command again",
  },
  {
    what: "a variable with a dot, which parts keys",
    ...set("config.A.B=1"),
    says: "Error: the values cannot be used:\n  config.A has to be a string, a number or true or false.\nCorrect them and type the command again",
  },
  {
    what: "a grace period that is too short",
    ...set("web.drain.graceSeconds=3"),
    says: "Error: web.drain.graceSeconds is 3, and preStopSeconds + gracefulSeconds + 5 is 50: pods would be killed while they answer. Set it to 50 or more, or to 0 to have it computed",
  },
  {
    what: "a route without a Gateway",
    ...set("gateway.parentRefs=null"),
    says: "Error: router is gateway-api and gateway.parentRefs is empty: name the Gateway that the route belongs to, for example --set gateway.parentRefs[0].name=public",
  },
  {
    what: "djcd's part",
    ...set("part=slot"),
    code: 4,
    says: "Error: the value part belongs to djcd: take it out of your values",
  },
  {
    what: "djcd's block",
    ...set("rollout.number=4"),
    code: 4,
    says: "Error: the value rollout belongs to djcd: take it out of your values",
  },
  {
    what: "a key without a value",
    ...set("image"),
    says: "Error: --set: a key has no value. A comma within a value is typed \\,; --set-literal takes a value as it is",
  },
  {
    what: "a comma within a password",
    ...set(`secrets.A=abc,${CANARY}`),
    says: "Error: --set: a key has no value. A comma within a value is typed \\,; --set-literal takes a value as it is",
  },
  {
    what: "an index of millions",
    ...set("hosts[99999999]=x"),
    says: "Error: --set: index of 99999999 is greater than maximum supported index of 65536",
  },
  {
    what: "a mapping for a secret",
    ...set(`secrets.A.b=${CANARY}`),
    says: "Error: the values cannot be used:\n  secrets.A has to be a string, a number or true or false.\nCorrect them and type the command again",
  },
  {
    what: "JSON that is none",
    typed: ["upgrade", "shop", "--set-json", `secrets={"A": ${CANARY}`],
    says: "Error: --set-json: KEY=JSON or a JSON object is needed, and this is no JSON",
  },
  {
    what: "a file for --set-file that is none",
    typed: "upgrade shop --set-file config.A=missing.txt",
    says: "Error: --set-file: missing.txt does not exist",
  },
  {
    what: "a file for --set-file that is no text",
    typed: "upgrade shop --set-file secrets.KEY=key.der",
    files: {"key.der": Buffer.from("0\u0000\u0001")},
    says: "Error: --set-file secrets.KEY: key.der holds bytes that are no text, and a value is text. Put it into a Secret and mount that: kubectl create secret generic NAME --from-file=key.der",
  },
  {
    what: "a value file that is none",
    typed: "upgrade shop -f missing.yaml",
    says: "Error: the value file missing.yaml does not exist",
  },
  {
    what: "a folder for a value file",
    typed: "upgrade shop -f values",
    files: {"values/x": ""},
    says: "Error: the value file values is a folder",
  },
  {
    what: "stdin for a value file",
    typed: "upgrade shop -f -",
    says: "Error: -f -: djcd reads no values from stdin. Write them into a file",
  },
  {
    what: "a value file with a bracket too few",
    ...file("config: [\n"),
    says: "Error: the value file values.yaml is no YAML: line 1: did not find expected node content",
  },
  {
    what: "a value file with a tab",
    ...file("image:\n\ttag: v2\n"),
    says: "Error: the value file values.yaml is no YAML: line 2: found character that cannot start any token",
  },
  {
    what: "a value file that is a list",
    ...file("- image\n"),
    says: "Error: the value file values.yaml has to be a mapping, and holds a list",
  },
  {
    what: "a value file that is no text",
    ...file(Buffer.from([0, 1, 2, 255])),
    says: "Error: the value file values.yaml is no YAML: control characters are not allowed",
  },
  {
    what: "a value file with a key twice",
    ...file("image: {tag: v2}\nimage: {tag: v3}\n"),
    says: "Error: the value file values.yaml has a key twice, again in line 2: Helm would take the last one. Keep one",
  },
  {
    what: "a value file with a list among its secrets",
    ...file(`secrets:\n  A: [${CANARY}]\n`),
    says: "Error: the values cannot be used:\n  secrets.A has to be a string, a number or true or false.\nCorrect them and type the command again",
  },
  {
    what: "a pause, and blue/green in the values",
    typed: "upgrade shop --pause 2m",
    says: "Error: --pause is for a canary, and this rollout is blue/green. To make it one: --strategy canary",
  },
  {
    what: "a chart that is none",
    typed: "upgrade shop chart",
    says: "Error: chart chart does not exist: there is no folder and no package of that name. Type its path",
  },
  {
    what: "a path that is none",
    typed: "upgrade shop ./charts/shop",
    says: "Error: chart ./charts/shop does not exist: there is no folder and no package of that name. Type its path",
  },
  {
    what: "a folder without Chart.yaml",
    typed: "upgrade shop chart",
    files: {"chart/values.yaml": ""},
    says: "Error: chart is no chart: the folder has no Chart.yaml. To have one for your project: helm djcd generate",
  },
  {
    what: "a file that is no package",
    typed: "upgrade shop chart.tgz",
    files: {"chart.tgz": "no gzip"},
    says: "Error: chart.tgz is no chart: the file is no package of Helm. To have one for your project: helm djcd generate",
  },
  {
    what: "a repository that nobody added",
    typed: "upgrade shop team/shop",
    says: "Error: helm pull team/shop: repo team not found",
  },
  {
    what: "a chart without contract",
    ...chart({name: "shop"}),
    code: 4,
    says: "Error: chart is not of a chart that djcd generated (chart shop). To have one for your project: helm djcd generate",
  },
  {
    what: "a chart of an older contract",
    ...chart({name: "shop", contract: "0"}),
    code: 4,
    says: "Error: the chart of chart speaks contract 0, and this djcd speaks 1: it is older. Install the djcd that made it, 0.0.1",
  },
  {
    what: "a chart of a newer contract",
    ...chart({name: "shop", contract: "2"}),
    code: 4,
    says: "Error: the chart of chart speaks contract 2, and this djcd speaks 1: it is newer. Update the plugin: helm plugin update djcd",
  },
  {
    what: "a chart of another name",
    ...chart({name: "other", contract: "1"}),
    code: 4,
    says: "Error: chart is chart other, and shop-green is of chart shop: its objects would have other names. Give the chart of this release, or install the other one as a release of its own",
  },
].map((row) => ({...row, cluster}));

function chart({name, contract}: {name: string; contract?: string}) {
  const annotations = contract ? {"djcd.io/contract": contract, "djcd.io/generator": "0.0.1"} : {};
  const metadata = JSON.stringify({apiVersion: "v2", name, version: "1.0.0", annotations});
  return {typed: "upgrade shop chart", files: {"chart/Chart.yaml": metadata}};
}

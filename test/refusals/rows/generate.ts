import {generateChart} from "../../../src/generate/chart.ts";
import {sha256} from "../../../src/generate/generated-file.ts";
import {shop, sources} from "../../generate/worlds.ts";
import type {Row} from "../run.ts";

const DJCD_YAML = `name: shop
version: "1.2.0"
django: {settings: shop.settings}
components: {web: {kind: http, server: gunicorn, module: "shop.wsgi:application", health: /healthz}}
routers: [service, gateway-api]
`;

const chart = generateChart(shop(), sources);
const written = Object.fromEntries(chart.map(({path, content}) => [`charts/shop/${path}`, content]));

const RECORD = JSON.stringify({
  files: Object.fromEntries(chart.filter(({once}) => !once).map(({path, content}) => [path, sha256(content)])),
  once: chart.filter(({once}) => once).map(({path}) => path),
});

/** A project whose chart was generated, with some files as somebody left them. */
const project = (changed: Readonly<Record<string, string>>) => ({
  "djcd.yaml": DJCD_YAML,
  ...written,
  "charts/shop/.djcd.json": RECORD,
  ...changed,
});

const edit = (path: string, from: string, to: string) => {
  const text = written[`charts/shop/${path}`] ?? "";
  return {[`charts/shop/${path}`]: text.replace(from, to)};
};

const LABELS = edit("Chart.yaml", "type: application", "type: library");

/** Charts that somebody edited, and folders that are no place for one. */
export const GENERATE: readonly Row[] = [
  {
    what: "a line changed by hand",
    typed: "generate",
    files: project(LABELS),
    says: "Error: charts/shop has files that djcd would overwrite or remove, and that are not as djcd wrote them (- as it is, + as it would be):\n  Chart.yaml\n     4 - type: library\n     4 + type: application\nNothing has been changed. Move your changes to values.yaml or to a file of your own, or give them up: helm djcd generate --force",
  },
  {
    what: "a line changed by hand, looked at with --dry-run",
    typed: "generate --dry-run",
    files: project(LABELS),
    says: "Error: charts/shop has files that djcd would overwrite or remove, and that are not as djcd wrote them (- as it is, + as it would be):\n  Chart.yaml\n     4 - type: library\n     4 + type: application\nNothing has been changed. Move your changes to values.yaml or to a file of your own, or give them up: helm djcd generate --force",
  },
  {
    what: "a line changed by hand, looked at by CI",
    typed: "generate --check",
    files: project(LABELS),
    code: 2,
    says: "Error: charts/shop is out of date:\n  Chart.yaml has to be updated\nType: helm djcd generate",
  },
  {
    what: "a file changed by hand that the chart has no more",
    typed: "generate",
    files: project({
      "djcd.yaml": DJCD_YAML.replace(", gateway-api", ""),
      "charts/shop/templates/routing/gateway-api.yaml": "mine: true",
    }),
    says: "Error: charts/shop has files that djcd would overwrite or remove, and that are not as djcd wrote them (- as it is, + as it would be):\n  templates/routing/gateway-api.yaml\n     1 - mine: true\nNothing has been changed. Move your changes to values.yaml or to a file of your own, or give them up: helm djcd generate --force",
  },
  {
    what: "a chart that somebody else wrote",
    typed: "generate",
    files: {"djcd.yaml": DJCD_YAML, "charts/shop/Chart.yaml": "name: mine"},
    says: 'Error: charts/shop has files that djcd would overwrite or remove, and that are not as djcd wrote them (- as it is, + as it would be):\n  Chart.yaml\n     1 - name: mine\n     1 + apiVersion: v2\n     2 + name: shop\n     3 + description: Django project shop, with blue/green and canary releases by helm djcd\n     4 + type: application\n     5 + version: 1.2.0\n     6 + kubeVersion: ">=1.30.0-0"\n     7 + annotations:\n     8 +   djcd.io/contract: "1"\n     9 +   djcd.io/generator: "0.1.0"\n    10 +   djcd.io/choices: "336915ed82fa9dc17e1eb7e304991cb7d7ef83c8fe8c7c9bea9ba3cfc3e54a7d"\nNothing has been changed. Move your changes to values.yaml or to a file of your own, or give them up: helm djcd generate --force',
  },
  {
    what: "a record with the marks of a merge",
    typed: "generate",
    files: project({"charts/shop/.djcd.json": "<<<<<<< ours"}),
    says: "Error: FOLDER/charts/shop/.djcd.json is not JSON any more, so nothing tells which files are ours. Restore it, or delete it and type: helm djcd generate --force",
  },
  {
    what: "a file where the chart's folder would be",
    typed: "generate",
    files: {"djcd.yaml": DJCD_YAML, charts: "a file"},
    says: "Error: FOLDER/charts/shop/.djcd.json cannot be read (ENOTDIR). Name another folder with --out",
  },
  {
    what: "a name for the chart that is none",
    typed: "init --name Shop",
    files: {"manage.py": ""},
    says: 'Error: "Shop" cannot be a chart\'s name: at most 40 lower-case letters, digits and dashes, beginning with a letter, and not ending in -blue or -green. Try --name shop.',
  },
  {
    what: "a djcd.yaml that is there already",
    typed: "init",
    files: {"djcd.yaml": DJCD_YAML},
    says: "Error: djcd.yaml is there already, and yours. Type `helm djcd init --force` to write it anew, or go on with `helm djcd generate`.",
  },
  {
    what: "no Django project",
    typed: "init",
    says: "Error: No Django project in .: neither it nor the folders below it hold a manage.py, or a wsgi.py or asgi.py beside the settings that it names. Type `helm djcd init DIR` with the folder that does.",
  },
  {
    what: "a folder that is none",
    typed: "init nowhere",
    says: "Error: the folder nowhere cannot be read (ENOENT). Type `helm djcd init DIR` with the folder of your project.",
  },
];

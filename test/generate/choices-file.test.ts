import {expect, test} from "vitest";
import {DjcdError} from "../../src/errors.ts";
import {parseChoices} from "../../src/generate/choices-file.ts";
import {choicesSchema, djcdYaml} from "./worlds.ts";

const parse = (text: string) => parseChoices(text, "djcd.yaml", choicesSchema);

test("a short djcd.yaml gets the defaults", () => {
  expect(parse(djcdYaml)).toEqual({
    name: "shop",
    version: "0.1.0",
    django: {settings: "shop.settings"},
    components: {web: {kind: "http", server: "gunicorn", module: "shop.wsgi:application", port: 8000, health: ""}},
    routers: ["service"],
    pipelines: [],
    metrics: "none",
  });
});

test("the order of keys makes no difference", () => {
  const turned = djcdYaml.trimEnd().split("\n").reverse().join("\n");
  expect(JSON.stringify(parse(turned))).toBe(JSON.stringify(parse(djcdYaml)));
});

const withServer = (server: string): string => djcdYaml.replace("server: gunicorn", `server: ${server}`);

test("a server is its name, or a mapping of how it is started", () => {
  expect(JSON.stringify(parse(withServer("{name: gunicorn}")))).toBe(JSON.stringify(parse(djcdYaml)));
  const started = withServer(
    "{args: [--timeout=180], config: conf/gunicorn.py, name: gunicorn, command: [uv, run, gunicorn]}",
  );
  expect(parse(started).components.web).toMatchObject({
    server: "gunicorn",
    command: ["uv", "run", "gunicorn"],
    args: ["--timeout=180"],
    config: "conf/gunicorn.py",
  });
});

const COMPONENT_NAME =
  "has to be a name of at most 20 lower-case letters and digits, beginning with a letter, that means nothing else in the values or in the names of objects.";

const BAD: readonly (readonly [what: string, text: string, errors: readonly string[]])[] = [
  ["nothing", "", ["expected a document, but the input is empty."]],
  ["no mapping", "shop", ['the document is "shop" and has to be a mapping with the choices of a project.']],
  [
    "a controller of GitOps that is not known, with an address that none reads",
    `${djcdYaml}gitops: {controller: fleet, repository: "git@example.com:shop", path: ../deploy, namespace: Shop}`,
    [
      'gitops.controller is "fleet" and has to be argo-cd or flux.',
      'gitops.repository is "git@example.com:shop" and has to be the address that the controller reads, such as https://git.example.com/shop.git.',
      'gitops.path is "../deploy" and has to be the folder for applications, values files and charts, such as deploy/shop.',
      'gitops.namespace is "Shop" and has to be the namespace of the release.',
    ],
  ],
  ["an empty mapping", "{}", ["name is missing.", "django is missing.", "components is missing."]],
  [
    "broken YAML",
    "name: shop\nrouters: [",
    ["line 2, column 11: unexpected end of the stream within a flow collection."],
  ],
  ["a key given twice", "name: shop\nname: x", ["line 2, column 1: duplicated mapping key."]],
  [
    "a name with a capital",
    djcdYaml.replace("shop", "Shop"),
    [
      'name is "Shop" and has to be the name of the chart: at most 40 lower-case letters, digits and dashes, beginning with a letter, not ending in -blue or -green, and no word that YAML reads as something else, such as yes.',
    ],
  ],
  [
    "a version without quotes",
    `${djcdYaml}version: 1.0\n`,
    ['version is the number 1 and has to be the version of the chart, such as "1.2.3" (in quotes).'],
  ],
  ["a misspelt key", `${djcdYaml}verson: "1.0.0"\n`, ["verson is not known here. Did you mean version?"]],
  [
    "a key that means nothing",
    `${djcdYaml}database: postgres\n`,
    ["database is not known here. Known are: name, version, django, components, routers, pipelines, gitops, metrics."],
  ],
  [
    "misspelt settings",
    djcdYaml.replace("settings:", "setings:"),
    ["django.settings is missing.", "django.setings is not known here. Did you mean settings?"],
  ],
  [
    "a server that we do not know",
    djcdYaml.replace("gunicorn", "daphne"),
    ['components.web.server is "daphne" and has to be gunicorn or uvicorn, or a mapping with its name.'],
  ],
  ["another server without its command", withServer("{name: other}"), ["components.web.server.command is missing."]],
  [
    "a config file for a server that reads none, and words that Helm would read",
    withServer('{name: uvicorn, config: a.py, args: ["{{ x }}"]}'),
    [
      'components.web.server.config is "a.py" and has to be left out: only gunicorn reads one.',
      'components.web.server.args[0] is "{{ x }}" and has to be a word without {{.',
    ],
  ],
  [
    "a module without its application",
    djcdYaml.replace("wsgi:", "wsgi."),
    [
      'components.web.module is "shop.wsgi.application" and has to be the module and its application, such as shop.wsgi:application.',
    ],
  ],
  [
    "three mistakes at once",
    djcdYaml.replace("kind: http", "kind: worker, port: 99999, health: healthz"),
    [
      'components.web.kind is "worker" and has to be http.',
      "components.web.port is the number 99999 and has to be a port from 1 to 65535.",
      'components.web.health is "healthz" and has to be the path of a cheap view, such as /healthz, or empty.',
    ],
  ],
  [
    "a component named like a value",
    djcdYaml.replace("web:", "config:"),
    [`the name components.config ${COMPONENT_NAME}`],
  ],
  [
    "a component name with a dash",
    djcdYaml.replace("web:", "web-api:"),
    [`the name components.web-api ${COMPONENT_NAME}`],
  ],
  [
    "two components",
    djcdYaml.replace("{web: {", "{api: {kind: http, server: uvicorn, module: 'a.b:c'}, web: {"),
    ["components is a mapping of api, web and has to be a mapping with exactly one component in this version of djcd."],
  ],
  [
    "no component",
    djcdYaml.replace(/components.*/, "components: {}"),
    ["components is an empty mapping and has to be a mapping with exactly one component in this version of djcd."],
  ],
  [
    "no router",
    `${djcdYaml}routers: []\n`,
    ["routers is an empty list and has to be a list of one or more of service, gateway-api, nginx, existing."],
  ],
  [
    "a router that we do not know",
    `${djcdYaml}routers: [istio]\n`,
    ['routers[0] is "istio" and has to be service, gateway-api, nginx or existing.'],
  ],
  ["a router given twice", `${djcdYaml}routers: [service, service]\n`, ['routers says "service" twice.']],
];

test.each(BAD)("%s is refused in words", (_, text, errors) => {
  const message = `djcd.yaml cannot be used:\n${errors.map((error) => `  ${error}\n`).join("")}Correct it and type the command again.`;
  expect(() => parse(text)).toThrow(new DjcdError(message));
});

import {readFileSync} from "node:fs";
import {join} from "node:path";
import {Ajv} from "ajv";
import * as yaml from "js-yaml";
import {beforeAll, expect, test} from "vitest";
import {generateApplications} from "../../src/generate/applications.ts";
import type {Controller} from "../../src/generate/choices.ts";
import {shop, sources} from "../generate/worlds.ts";
import {controllerSchemas} from "./programs.ts";

// What is generated for a controller of GitOps is judged by the resources that the controller itself defines.

interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Definition {
  readonly spec: {
    readonly names: {readonly kind: string};
    readonly versions: readonly {readonly name: string; readonly schema: {readonly openAPIV3Schema: Schema}}[];
  };
}

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
}

let definitions: readonly Definition[] = [];

beforeAll(async () => {
  const files = await controllerSchemas();
  definitions = files.map((file) => yaml.load(readFileSync(file, "utf8")) as Definition);
});

function resources(controller: Controller): Resource[] {
  const gitops = {
    controller,
    repository: "https://git.example.com/shop.git",
    branch: "main",
    path: "deploy/shop",
    namespace: "production",
    secret: "shop-git",
    applications: {prefix: "staging-", namespace: "gitops", project: "shops", server: "https://10.0.0.1:6443"},
  };
  const [applications] = generateApplications(
    shop({gitops}),
    {file: "djcd.yaml", chart: join("charts", "shop")},
    sources,
  );
  return yaml.loadAll(applications?.content ?? "").filter(Boolean) as Resource[];
}

/** What the API server would say that has this definition and is asked to be strict. */
function mistakes(resource: Resource): string[] {
  const version = resource.apiVersion.split("/")[1];
  const definition = definitions.find(({spec}) => spec.names.kind === resource.kind);
  const schema = definition?.spec.versions.find(({name}) => name === version)?.schema.openAPIV3Schema;
  if (!schema) return [`${resource.apiVersion} ${resource.kind} is not defined`];
  const ajv = new Ajv({strict: false, validateFormats: false, allErrors: true});
  ajv.validate(closed(schema), resource);
  return (ajv.errors ?? []).map(({instancePath, message, params}) =>
    [instancePath, message, params.additionalProperty].filter(Boolean).join(" "),
  );
}

/** A definition says what there is; that there is nothing else says the API server. */
function closed(schema: Schema): Schema {
  const {properties, items} = schema;
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true || schema.additionalProperties !== undefined;
  return {
    ...schema,
    ...(items && {items: closed(items)}),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, closed(one)])),
      ...(isOpen ? {} : {additionalProperties: false}),
    }),
  };
}

test.each<readonly [Controller, readonly string[]]>([
  ["argo-cd", ["Application", "Application", "Application"]],
  ["flux", ["GitRepository", "HelmRelease", "HelmRelease", "HelmRelease"]],
])("what is generated for %s is what it defines", (controller, kinds) => {
  expect(resources(controller).map(({kind}) => kind)).toEqual(kinds);
  expect(resources(controller).flatMap(mistakes)).toEqual([]);
});

test("what a controller does not define is found", () => {
  const [application] = resources("argo-cd") as [Resource & {spec: {syncPolicy: object}}];
  const syncPolicy = {...application.spec.syncPolicy, prune: true};
  expect(mistakes({...application, spec: {...application.spec, syncPolicy}} as Resource)).toEqual([
    "/spec/syncPolicy must NOT have additional properties prune",
  ]);
  const release = resources("flux").at(-1) as Resource & {spec: object};
  expect(mistakes({...release, spec: {...release.spec, upgrade: {strategy: {name: "Never"}}}} as Resource)).toEqual([
    "/spec/upgrade/strategy/name must be equal to one of the allowed values",
  ]);
  expect(mistakes({...release, apiVersion: "helm.toolkit.fluxcd.io/v9"})).toEqual([
    "helm.toolkit.fluxcd.io/v9 HelmRelease is not defined",
  ]);
});

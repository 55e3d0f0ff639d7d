import * as yaml from "js-yaml";
import {describe, expect, test} from "vitest";
import {generateChart} from "../../src/generate/chart.ts";
import {type Schema, valuesSchema} from "../../src/generate/values-schema.ts";
import {shop, sources} from "../generate/worlds.ts";
import {MAJORS, type Major, type Render, template, writeChart} from "./render.ts";

const chart = writeChart(shop());
const newer = writeChart(shop({version: "2.0.0"}));
const image = {tag: "v1"};

/** What decides whether pods are started again. */
async function podTemplate(major: Major, render: Render): Promise<string> {
  const printed = await template(major, {...render, flags: ["--show-only", "templates/web/deployment.yaml"]});
  return printed.slice(printed.indexOf("\n  template:\n"));
}

describe.each(MAJORS)("with %s", (major) => {
  test("a pod template is equal to the byte as all and as slot, in both charts and under both names", async () => {
    const values = {image, config: {A: 1}, secrets: {B: "x"}};
    const asSlot = {...values, part: "slot", rollout: {number: 0, revision: 1}};
    const plain = await podTemplate(major, {chart, values});
    expect(plain).toContain('image: "shop:v1"');
    expect(await podTemplate(major, {chart, release: "shop-blue", values: asSlot})).toBe(plain);
    expect(await podTemplate(major, {chart: newer, values})).toBe(plain);
    expect(await podTemplate(major, {chart: newer, release: "shop-blue", values: asSlot})).toBe(plain);
  });

  test("nothing of the block but what the pods wait for reaches a pod template, that of a newer djcd neither", async () => {
    const render = (rollout: object) =>
      podTemplate(major, {chart, release: "shop-blue", values: {image, part: "slot", rollout}});
    const needs = ["shop.0002_price"];
    const rejected = [{number: 2, by: "bob", reason: "slow"}];
    const told = {
      number: 7,
      revision: 9,
      from: 3,
      by: "ann",
      run: "https://ci/3",
      reason: "fixes",
      rejected,
      later: {a: [1]},
    };
    expect(await render({...told, needs})).toBe(await render({number: 0, revision: 1, needs}));
    expect(await render(told)).toBe(await render({number: 0, revision: 1}));
  });

  test("a pod template does not depend on whether git decides, or whether the slot has pods", async () => {
    const render = (rollout: object) =>
      podTemplate(major, {
        chart,
        release: "shop-blue",
        values: {image, part: "slot", rollout: {number: 1, ...rollout}},
      });
    expect(await render({required: true})).toBe(await render({}));
    expect(await render({required: true, idle: true, seal: "x"})).toBe(await render({}));
  });

  test("while two versions are out an HPA keeps what the traffic needs, and never less than the values say", async () => {
    const least = async (rollout: object) => {
      const values = {image, part: "slot", web: {autoscaling: {enabled: true, minReplicas: 3}}, rollout};
      const printed = await template(major, {chart, release: "shop-green", values});
      return /minReplicas: (\d+)/.exec(printed)?.[1];
    };
    expect(await least({number: 1})).toBe("3");
    expect(await least({number: 1, least: 2})).toBe("3");
    expect(await least({number: 1, least: 7})).toBe("7");
  });

  test("where git decides, the slot that has pods brings the migration Job, by the name that it has everywhere", async () => {
    const jobs = async (part: string, rollout: object) => {
      const values = {image, part, rollout: {number: 1, ...rollout}};
      const printed = await template(major, {chart, release: "shop-green", values});
      return [...printed.matchAll(/kind: Job\nmetadata:\n {2}name: "(.*)"/g)].map(([, name]) => name);
    };
    const [name] = await jobs("job", {});
    expect(name).toMatch(/^shop-migrate-[0-9a-f]{8}$/);
    expect(await jobs("slot", {required: true})).toEqual([name]);
    expect(await jobs("slot", {required: true, idle: true})).toEqual([]);
    expect(await jobs("slot", {})).toEqual([]);
  });

  test("a pod template of green differs from blue's in its slot alone", async () => {
    const render = (release: string) => podTemplate(major, {chart, release, values: {image, part: "slot"}});
    expect((await render("shop-green")).replaceAll("green", "blue")).toBe(await render("shop-blue"));
  });

  test("a large number is the same by --set and read back from JSON", async () => {
    const values = {image, config: {MAX: 10000000}, web: {server: {maxRequests: 10000000}}};
    const fed = await template(major, {chart, values});
    const flags = ["--set", "config.MAX=10000000,web.server.maxRequests=10000000"];
    expect(await template(major, {chart, values: {image}, flags})).toBe(fed);
    expect(fed).toContain('MAX: "10000000"');
    expect(fed).toContain("--max-requests=10000000");
  });

  test("what is deleted from values.yaml is taken from the defaults, and false and 0 are kept", async () => {
    const bare = writeChart(shop(), {
      "values.yaml": "web:\n  pdb:\n    enabled: false\n  drain:\n    preStopSeconds: 0\n",
    });
    const full = await template(major, {
      chart,
      values: {image, web: {pdb: {enabled: false}, drain: {preStopSeconds: 0}}},
    });
    expect(await template(major, {chart: bare, values: {image}})).toBe(full);
    expect(full).not.toContain("PodDisruptionBudget");
    expect(full).not.toContain("preStop");
  });

  test("a default of Kubernetes' own is out where null takes it out, or its line in values.yaml is deleted", async () => {
    const flags = ["--set", "podSecurityContext.runAsUser=null,web.resources.requests.cpu=null"];
    const printed = await template(major, {chart, values: {image}, flags});
    expect(printed).toContain("runAsNonRoot: true");
    expect(printed).not.toContain("runAsUser");
    const edited = writeChart(shop(), {
      "values.yaml":
        "podSecurityContext:\n  runAsNonRoot: true\nweb:\n  resources:\n    requests:\n      memory: 256Mi\n",
    });
    const [deployment] =
      (await podTemplate(major, {chart: edited, values: {image}})).match(/resources:[\s\S]*?memory/) ?? [];
    expect(deployment).toBe("resources:\n            requests:\n              memory");
    expect(await podTemplate(major, {chart: edited, values: {image}})).not.toMatch(/runAsUser|fsGroup/);
  });

  test("values that the schema forbids do not render", async () => {
    await expect(template(major, {chart, values: {image: {tag: 1.1}}})).rejects.toThrow(/image.?tag/);
    await expect(template(major, {chart, values: {image, replicas: 3}})).rejects.toThrow("replicas");
  });

  test("the migration Job is named by its spec: another image, another name; another chart, the same", async () => {
    const job = async (render: Render) => /shop-migrate-[0-9a-f]{8}/.exec(await template(major, render))?.[0];
    const name = await job({chart, values: {image}});
    expect(await job({chart: newer, values: {image}})).toBe(name);
    expect(await job({chart, release: "shop-blue", values: {image, part: "job"}})).toBe(name);
    expect(await job({chart, values: {image: {tag: "v2"}}})).not.toBe(name);
  });
});

test("what is filled in whole is what the schema leaves to Kubernetes, where it has a default", () => {
  const schema = valuesSchema(shop({metrics: "django-prometheus"}), sources.schemas);
  const files = new Map(
    generateChart(shop({metrics: "django-prometheus"}), sources).map(({path, content}) => [path, content]),
  );
  const [, list = ""] = /has \$key \(list ([^)]*)\)/.exec(files.get("templates/_defaults.tpl") ?? "") ?? [];
  const defaults = yaml.load(files.get("files/defaults.yaml") ?? "");
  expect(new Set(list.match(/\w+/g))).toEqual(new Set(openMaps(schema, schema.definitions as Schemas, defaults)));
});

type Schemas = Readonly<Record<string, Schema>>;

/** Keys of maps that have defaults and whose own keys the schema does not name. */
function openMaps(schema: Schema, definitions: Schemas, defaults: unknown, key = ""): string[] {
  const known = schema.$ref ? definitions[`${schema.$ref}`.replace("#/definitions/", "")] : schema;
  if (known?.type !== "object") return [];
  const held = (defaults ?? {}) as Readonly<Record<string, unknown>>;
  if (!known.properties) return Object.keys(held).length > 0 ? [key] : [];
  return Object.entries(known.properties).flatMap(([name, one]) => openMaps(one, definitions, held[name], name));
}

test("nothing in the chart depends on the time or on chance, and only a guard looks into the cluster", () => {
  const templates = generateChart(shop(), sources).filter(({path}) => path.startsWith("templates/"));
  const using = (words: RegExp) => templates.filter(({content}) => words.test(content)).map(({path}) => path);
  expect(using(/\b(now|rand\w+|uuidv4|gen[A-Z]\w+|htpasswd)\b/)).toEqual([]);
  expect(using(/\blookup\b/)).toEqual(["templates/_guards.tpl"]);
});

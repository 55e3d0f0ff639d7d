import * as yaml from "js-yaml";
import {describe, expect, test} from "vitest";
import {asProbe, jobObjects} from "../../src/django/job-objects.ts";
import {probeProgram, readProbe} from "../../src/django/probe.ts";
import {template, writeChart} from "../charts/render.ts";
import {shop} from "../generate/worlds.ts";

const facts = {django: "5.2", vendor: "postgresql", pending: [{name: "shop.0002_x", operations: []}]};
const line = `DJCD-PROBE ${JSON.stringify(facts)}`;

describe("the answer in the log of the image", () => {
  test.each([
    ["alone", `${line}\n`],
    ["among what settings print", `loading settings\n${line}\nbye\n`],
    ["after an older one", `DJCD-PROBE {"error":"x"}\n${line}`],
  ])("is found %s", (_, log) => expect(readProbe(log)).toEqual(facts));

  test.each([
    [
      "none",
      "Traceback: boom",
      "the image did not answer the question for its migrations. It printed:\nTraceback: boom",
    ],
    [
      "an error",
      'DJCD-PROBE {"error":"ImproperlyConfigured: x"}',
      "the migrations of the new image cannot be read: ImproperlyConfigured: x",
    ],
  ])("is %s: said in words", (_, log, message) => expect(() => readProbe(log)).toThrow(message));
});

const chart = writeChart(shop());
const values = {image: {tag: "v1"}, part: "job", config: {A: "1"}, secrets: {B: "2"}};
const printed = await template("helm4", {chart, release: "shop-green", values});

test("the migration Job comes with its own copies of what it reads, and nothing of the slot", () => {
  const {job, needs} = jobObjects(printed);
  expect(job.metadata.name).toMatch(/^shop-migrate-[0-9a-f]{8}$/);
  expect(needs.map(({kind}) => kind).sort()).toEqual(["ConfigMap", "Secret", "ServiceAccount"]);
  expect(new Set(needs.map(({metadata}) => metadata.name))).toEqual(new Set([job.metadata.name]));
});

test("what a team's own templates render is not for the migration Job, another Job least of all", async () => {
  const own = ["Job", "ConfigMap"]
    .map((kind) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a-own\n`)
    .join("---\n");
  const withOwn = writeChart(shop(), {"templates/a-own.yaml": own});
  const objects = jobObjects(await template("helm4", {chart: withOwn, release: "shop-green", values}));
  expect(objects).toEqual(jobObjects(printed));
});

describe("the migration Job as a probe", () => {
  const objects = jobObjects(printed);
  const {job, needs} = asProbe(objects, "print(1)");
  const {name} = job.metadata;

  test("is tried once, gone after a while, and asks another question in the same pod", () => {
    const {args: _, ...like} = (objects.job.spec.template.spec.containers[0] ?? expect.fail()) as {args?: unknown};
    const [asked, ...others] = job.spec.template.spec.containers;
    expect(asked).toMatchObject({command: ["python", "-c", "print(1)"]});
    expect(Object.keys(asked ?? {}).sort()).toEqual(Object.keys(like).sort());
    expect(others).toEqual([]);
    expect(job.spec).toMatchObject({backoffLimit: 0, ttlSecondsAfterFinished: 300});
  });

  test("is asked by what starts Python in this image", () => {
    const [container] = objects.job.spec.template.spec.containers;
    const inVenv = {...container, command: ["uv", "run", "python", "-c", "migrate()"]} as typeof container;
    const spec = {...objects.job.spec.template.spec, containers: [inVenv ?? expect.fail()]};
    const template = {...objects.job.spec.template, spec};
    const {job} = asProbe({...objects, job: {...objects.job, spec: {...objects.job.spec, template}}}, "print(1)");
    expect(job.spec.template.spec.containers[0]).toMatchObject({command: ["uv", "run", "python", "-c", "print(1)"]});
  });

  test("shares no object with a migration Job that may still run", () => {
    expect(name).toBe(objects.job.metadata.name.replace("-migrate-", "-probe-"));
    expect(needs.map(({metadata}) => metadata.name)).toEqual([name, name, name]);
    expect(JSON.stringify([job, needs])).not.toContain(objects.job.metadata.name);
    expect(job.spec.template.spec).toMatchObject({serviceAccountName: name});
  });
});

test("a chart without a migration Job is an error that says what to type", () => {
  const configMap = yaml.dump({apiVersion: "v1", kind: "ConfigMap", metadata: {name: "x"}});
  expect(() => jobObjects(configMap)).toThrow(
    "the chart renders no migration Job. Generate it again: helm djcd generate",
  );
});

test("the program that is asked prints the mark that is read", () => {
  expect(probeProgram()).toContain('MARK = "DJCD-PROBE "');
});

import {beforeAll, describe, expect, test} from "vitest";
import {generateChart} from "../../src/generate/chart.ts";
import {readSources} from "../../src/generate/sources.ts";
import type {Slot} from "../../src/release/names.ts";
import {renamedIn, type WayIn, wayInto} from "../../src/release/way-in.ts";
import {template, writeChart} from "../charts/render.ts";
import {gunicorn, shop} from "../generate/worlds.ts";

// What the route and the live Service rest on, in what the chart really renders.

const charts = {
  own: writeChart(shop()),
  site: writeChart(shop({components: {site: gunicorn}})),
};

const files = generateChart(shop(), readSources());

function edited(...edits: readonly (readonly [string, string, string])[]): string {
  return writeChart(shop(), Object.fromEntries(edits.map(textOf)));
}

function textOf([path, from, to]: readonly [string, string, string]): [string, string] {
  const {content} = files.find((file) => file.path === path) ?? expect.fail(`no ${path}`);
  expect(content).toContain(from);
  return [path, content.replaceAll(from, to)];
}

const SERVICE = "templates/slot/service.yaml";

/** Charts of which somebody edited a template. */
const otherPort = edited([SERVICE, "port: 80\n", "port: 8080\n"]);
const otherPortName = edited([SERVICE, "- name: http\n", "- name: web\n"]);
const otherTarget = edited([SERVICE, "targetPort: http", "targetPort: app"]);
const renamedTarget = edited(
  [SERVICE, "targetPort: http", "targetPort: app"],
  ["templates/web/deployment.yaml", "- name: http\n", "- name: app\n"],
);

/** The way into a slot of a chart with these values, or into the first slot of a plain install. */
async function wayOf(chart: string, values: object, slot: Slot, part: "slot" | "all"): Promise<WayIn> {
  const release = part === "slot" ? `shop-${slot}` : "shop";
  const manifest = await template("helm4", {chart, release, values: {image: {tag: "v1"}, part, ...values}});
  return wayInto(manifest, slot) ?? expect.fail("no way in");
}

const NAME = (given: string, live: string): string =>
  `this version calls the Service of green ${given}-green, and the route leads to ${live}-green. ` +
  "Keep nameOverride and fullnameOverride as they are live; or install the other name as a release of its own";
const PORTS = (given: string): string =>
  `this version gives Service shop-green the ports ${given}, and the route leads to http 80. Keep the ports of the chart's Services as they are live`;
const PODS = (given: string): string =>
  `the live Service finds pods by component web, port http, and those of this version are found by ${given}: of all that, ` +
  "router service can only move the slot. Keep the component's and the port's name; or first move to a router that leads to each slot: set router: gateway-api";
const MISSING =
  "Service shop-green of this version leads to port app of its pods, which have no port of that name. Give the container's port that name";

describe.each(["all", "slot"] as const)("beside a live slot that part %s renders", (part) => {
  let live: WayIn;

  beforeAll(async () => {
    live = await wayOf(charts.own, {}, "blue", part);
  });

  test.each<[string, string, object, string | undefined, string | undefined]>([
    ["the same", charts.own, {}, undefined, undefined],
    ["another image, more pods", charts.own, {image: {tag: "v2"}, web: {replicas: 5}}, undefined, undefined],
    ["a name of its own", charts.own, {nameOverride: "other"}, NAME("shop-other", "shop"), NAME("shop-other", "shop")],
    ["a whole name", charts.own, {fullnameOverride: "site"}, NAME("site", "shop"), NAME("site", "shop")],
    ["a whole name that is the same", charts.own, {fullnameOverride: "shop"}, undefined, undefined],
    ["a renamed component", charts.site, {}, PODS("component site, port http"), undefined],
    ["another port of its Service", otherPort, {}, PORTS("http 8080"), PORTS("http 8080")],
    ["another name of that port", otherPortName, {}, PORTS("web 80"), PORTS("web 80")],
    ["a port that its pods have not", otherTarget, {}, MISSING, MISSING],
    ["another name of the pods' port", renamedTarget, {}, PODS("component web, port app"), undefined],
  ])("%s", async (_, chart, values, bySelector, byRoute) => {
    const given = await wayOf(chart, values, "green", "slot");
    expect(renamedIn(given, live, "green", true)).toBe(bySelector);
    expect(renamedIn(given, live, "green", false)).toBe(byRoute);
  });
});

test("an older version that went by another name is no way back", async () => {
  const [older, live] = await Promise.all([
    wayOf(charts.own, {nameOverride: "old"}, "blue", "slot"),
    wayOf(charts.own, {nameOverride: "new"}, "green", "slot"),
  ]);
  expect(renamedIn(older, live, "blue", false)).toContain("this version calls the Service of blue shop-old-blue");
});

test("a front has no way into a slot", async () => {
  const rollout = {number: 1, revision: 1, live: "blue", traffic: {blue: 100}};
  const values = {image: {tag: "v1"}, part: "front", rollout};
  expect(wayInto(await template("helm4", {chart: charts.own, values}), "blue")).toBeUndefined();
});

import {expect, test} from "vitest";
import {ALL_ROUTERS, shop} from "../generate/worlds.ts";
import {MAJORS, type Render, refusal, template, writeChart} from "./render.ts";

const chart = writeChart(shop({routers: ALL_ROUTERS}));

const image = {tag: "v1"};
const traffic = {blue: 100};
const front = {image, part: "front"};
const slot = {image, part: "slot"};

const NO_ROUTE =
  "part: front without its block rollout (number, live, traffic): this upgrade would lose the route. Type: helm djcd upgrade shop";

const SLOT_NAME =
  "the release name shop-blue ends in -blue or -green, and such names are the slots of helm djcd. To install: choose another name. To upgrade the slot of a release: helm djcd upgrade shop";

const REFUSED: readonly (readonly [what: string, render: Omit<Render, "chart">, message: string])[] = [
  ["a plain release with the name of a slot", {release: "shop-blue", values: {image}}, SLOT_NAME],
  [
    "a front with the name of a slot",
    {release: "shop-blue", values: {...front, rollout: {number: 1, live: "blue", traffic}}},
    SLOT_NAME,
  ],
  [
    "a slot with another name",
    {values: slot},
    "part: slot renders one slot, so the release name has to end in -blue or -green, and it is shop. To install: leave part out. To upgrade: helm djcd upgrade shop",
  ],
  [
    "a job with another name",
    {values: {image, part: "job"}},
    "part: job renders one slot, so the release name has to end in -blue or -green, and it is shop. To install: leave part out. To upgrade: helm djcd upgrade shop",
  ],
  ["a front without its block", {values: front}, NO_ROUTE],
  ["a front whose block has no traffic", {values: {...front, rollout: {number: 0, live: "blue"}}}, NO_ROUTE],
  ["a front whose block has no number", {values: {...front, rollout: {live: "blue", traffic}}}, NO_ROUTE],
  [
    "an upgrade of a front that nobody prepared",
    {values: {...front, rollout: {number: 1, revision: 7, live: "blue", traffic}}, flags: ["--is-upgrade"]},
    "revision 1 of release shop was not prepared by djcd (its block is for revision 7). Nothing has been changed. A managed release is upgraded with: helm djcd upgrade shop",
  ],
  [
    "an upgrade of a slot without a block",
    {release: "shop-green", values: slot, flags: ["--is-upgrade"]},
    "revision 1 of release shop-green was not prepared by djcd (its block is for revision 0). Nothing has been changed. A managed release is upgraded with: helm djcd upgrade shop",
  ],
  [
    "a GitOps release whose block lost its number",
    {release: "shop-green", values: {...slot, rollout: {required: true}}},
    "rollout.required is true and rollout.number is missing: the values file of this release lost the block that helm djcd writes. Restore it from the commit before",
  ],
  ["no image", {}, "image.tag is empty: say which version to run, for example --set-string image.tag=v1"],
  [
    "a base name that is too long for its slots",
    {release: "s".repeat(48), values: {image}},
    `the release name ${"s".repeat(48)} has 48 characters; 47 is the most, for its slots are releases too and Helm allows them 53. Choose a shorter name`,
  ],
  [
    "a generated name that is too long, counted as green",
    {values: {image, fullnameOverride: "s".repeat(50)}},
    `the name ${"s".repeat(50)}-account-green would have 64 characters, and Kubernetes allows 63. Choose a shorter release name, or set fullnameOverride to a shorter one`,
  ],
  [
    "a grace period shorter than the drain",
    {values: {image, web: {drain: {preStopSeconds: 20, graceSeconds: 54}}}},
    "web.drain.graceSeconds is 54, and preStopSeconds + gracefulSeconds + 5 is 55: pods would be killed while they answer. Set it to 55 or more, or to 0 to have it computed",
  ],
  [
    "steps that go down",
    {values: {image, strategy: {canary: {steps: [50, 25, 100]}}}},
    "strategy.canary.steps has 25 after 50: each step has to be greater than the one before",
  ],
  [
    "steps that go on after 100",
    {values: {image, strategy: {canary: {steps: [100, 5]}}}},
    "strategy.canary.steps has 5 after 100: each step has to be greater than the one before",
  ],
  [
    "steps that do not end with 100",
    {values: {image, strategy: {canary: {steps: [5, 50]}}}, flags: ["--skip-schema-validation"]},
    "strategy.canary.steps ends at 50: the last step has to be 100",
  ],
  [
    "a route that belongs to no Gateway",
    {values: {image, router: "gateway-api"}},
    "router is gateway-api and gateway.parentRefs is empty: name the Gateway that the route belongs to, for example --set gateway.parentRefs[0].name=public",
  ],
  [
    "a route of the team's own without its name",
    {values: {image, router: "existing"}},
    "router is existing and route.existing is empty: name the HTTPRoute of yours that leads to this release, for example --set route.existing=public",
  ],
  [
    "visitors that nginx would keep at a version without traffic",
    {values: {image, router: "nginx", nginx: {annotations: {"nginx.ingress.kubernetes.io/affinity": "cookie"}}}},
    "nginx.annotations has nginx.ingress.kubernetes.io/affinity, which keeps visitors at a version that has no traffic any more. Add nginx.ingress.kubernetes.io/affinity-canary-behavior: legacy",
  ],
];

test.each(REFUSED.flatMap((row) => MAJORS.map((major) => [...row, major] as const)))(
  "%s is refused in words (%4$s)",
  async (_, render, message, major) => {
    expect(await refusal(major, {chart, ...render})).toBe(message);
  },
);

const ALLOWED: readonly (readonly [what: string, render: Omit<Render, "chart">])[] = [
  [
    "an upgrade of the revision that the block is for",
    {release: "shop-green", values: {...slot, rollout: {number: 0, revision: 1}}, flags: ["--is-upgrade"]},
  ],
  ["a plain upgrade of a release that was never managed", {values: {image}, flags: ["--is-upgrade"]}],
  [
    "a GitOps upgrade of any revision",
    {release: "shop-green", values: {...slot, rollout: {required: true, number: 3}}, flags: ["--is-upgrade"]},
  ],
  [
    "a job for a slot that is there already",
    {release: "shop-green", values: {image, part: "job"}, flags: ["--is-upgrade"]},
  ],
  ["a release name of 46 characters", {release: "s".repeat(46), values: {image, fullnameOverride: "s".repeat(46)}}],
];

test.each(ALLOWED)("%s is allowed", async (_, render) => {
  expect(await template("helm3", {chart, ...render})).toContain("app.kubernetes.io/instance");
});

import {expect, test} from "vitest";
import type {Values} from "../../src/helm/helm-release.ts";
import {heldAt, isCommitted, isMeantUp, sealOf} from "../../src/release/block.ts";
import {committedFront, committedSlot, isSealBroken, isSizedByHpa, sealed} from "../../src/release/committed.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";

const {chart} = helmRelease("shop-green", {});
const person = {hosts: ["shop.example.com"], image: {tag: "v2"}};
const block = {number: 3, needs: ["shop.0002_price"], by: "ann", secrets: {"shop-env": "a1b2"}};

test("a slot's file holds what the person said and its block, without a revision, without fingerprints", () => {
  expect(committedSlot(person, block, {idle: false, least: 0, autoscaled: false})).toEqual({
    ...person,
    part: "slot",
    rollout: {required: true, number: 3, needs: ["shop.0002_price"], by: "ann", autoscaled: false},
  });
});

test("who sizes a slot is what its file says, or what is rendered of one that does not say", () => {
  const hpa = "kind: HorizontalPodAutoscaler\nmetadata: {name: shop-web-green}\n";
  const filled = (autoscaled: boolean) =>
    helmRelease("shop-green", committedSlot(person, block, {idle: false, least: 0, autoscaled}));
  const older = (manifest: string) => ({
    ...helmRelease("shop-green", {part: "slot", rollout: {required: true}}),
    manifest,
  });
  expect([filled(true), {...filled(false), manifest: hpa}, older(hpa), older("")].map(isSizedByHpa)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("a slot's file says how many pods it has: none, or at least so many", () => {
  const size = (idle: boolean, least: number) =>
    helmRelease("shop-green", committedSlot(person, block, {idle, least, autoscaled: false}));
  expect([isMeantUp(size(true, 0)), isMeantUp(size(false, 0))]).toEqual([false, true]);
  expect([heldAt(size(false, 0)), heldAt(size(false, 7))]).toEqual([0, 7]);
});

test("the front's file holds the live slot's values and its own block", () => {
  const live = helmRelease("shop-green", committedSlot(person, block, {idle: false, least: 0, autoscaled: false}));
  const {values: said} = live;
  const front = committedFront(live, {number: 3, live: "green", traffic: {green: 100}, previous: [2]});
  const {part: _, rollout: __, ...ofPerson} = said as Values;
  expect(front).toEqual({
    ...ofPerson,
    part: "front",
    rollout: {required: true, number: 3, live: "green", traffic: {green: 100}, previous: [2]},
  });
});

test("a release of Helm is no committed one, and its slot is up by its pods alone", () => {
  const stored = helmRelease("shop-green", {part: "slot", rollout: {number: 1, revision: 1}});
  expect([isCommitted(stored), isMeantUp(stored), sealOf(stored), isSealBroken(stored)]).toEqual([
    false,
    false,
    undefined,
    false,
  ]);
});

const values = sealed(committedSlot(person, block, {idle: false, least: 0, autoscaled: false}), chart);
const written = {...helmRelease("shop-green", {}), values};
const template = {name: "templates/x.yaml", data: "e30="};

test.each([
  ["another value", {...written, values: {...values, image: {tag: "v9"}}}],
  ["a key less", {...written, values: {part: values.part, rollout: values.rollout}}],
  ["another block", {...written, values: {...values, rollout: {...(values.rollout as Values), number: 4}}}],
  ["a template more", {...written, chart: {...chart, templates: [template]}}],
])("%s breaks the seal", (_, changed) => {
  expect(isSealBroken(changed)).toBe(true);
});

test("the order of keys, and the seal itself, break nothing", () => {
  const turned = Object.fromEntries(Object.entries(values).reverse());
  expect(isSealBroken(written)).toBe(false);
  expect(isSealBroken({...written, values: turned})).toBe(false);
  expect(sealed(values, chart)).toEqual(values);
});

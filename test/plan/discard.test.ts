import {expect, test} from "vitest";
import {leftBehind, planDiscard} from "../../src/plan/discard.ts";
import {keyOf} from "../../src/release/manifest.ts";
import type {Observation} from "../../src/release/observation.ts";
import {withManifest} from "../fixtures/worlds/manifests.ts";
import {candidateAt, helmRelease, stable, stableAtZero, unmanaged, warm} from "../fixtures/worlds/worlds.ts";

const extra = JSON.stringify({apiVersion: "v1", kind: "ConfigMap", metadata: {name: "new"}});

/** What a killed Helm meant to make of a slot: what is there, and one object more. */
const dead = (slot: "blue" | "green", seen: Observation) => {
  const {manifest = ""} = withManifest(seen).slots[slot].release ?? {};
  return helmRelease(
    `shop-${slot}`,
    {},
    {revision: 9, status: "pending-upgrade", manifest: `${manifest}\n---\n${extra}`},
  );
};

test.each<readonly [string, Observation, "blue" | "green", readonly string[]]>([
  [
    "of an idle slot everything: a half-done change would stay in it",
    stable,
    "blue",
    ["Deployment/shop-web-blue", "Service/shop-blue", "ConfigMap/new"],
  ],
  ["of live only what its version does not hold", stable, "green", ["ConfigMap/new"]],
  ["of a candidate only what its version does not hold", candidateAt(0), "green", ["ConfigMap/new"]],
  ["of the version before, while warm, only what it does not hold", warm, "blue", ["ConfigMap/new"]],
  ["of a slot that was never filled everything", stableAtZero, "green", ["ConfigMap/new"]],
])("a killed Helm leaves behind: %s", (_, seen, slot, expected) => {
  expect(leftBehind(withManifest(seen), dead(slot, seen)).map(keyOf)).toEqual(expected);
});

test("what a hand-over was about to take over is not left behind: the first release still holds it", () => {
  const {release} = withManifest(stable).slots.green;
  const front = {...unmanaged.front, manifest: release?.manifest ?? ""};
  const adopting = helmRelease("shop-blue", {}, {status: "pending-install", manifest: front.manifest});
  expect(leftBehind({...unmanaged, front}, adopting)).toEqual([]);
});

test("each revision that a Helm has begun and not ended is a step of its own", () => {
  const revisions = [
    {release: "shop", revision: 7, status: "deployed", secret: "a"},
    {release: "shop", revision: 8, status: "pending-upgrade", secret: "b"},
    {release: "shop-blue", revision: 1, status: "pending-install", secret: "c"},
  ];
  const {says, steps} = planDiscard({...stable, revisions});
  expect(says).toEqual([
    "release shop revision 8 is pending-upgrade",
    "release shop-blue revision 1 is pending-install",
  ]);
  expect(steps.map(({kind}) => kind)).toEqual(["discard", "discard"]);
  expect(planDiscard(stable).steps).toEqual([]);
});

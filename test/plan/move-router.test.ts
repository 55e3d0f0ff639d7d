import {describe, expect, test} from "vitest";
import {driftNotes} from "../../src/observe/drift.ts";
import {planFinish} from "../../src/plan/finish.ts";
import {planMove, type RouterMove} from "../../src/plan/move-router.ts";
import type {Step} from "../../src/plan/step.ts";
import {planUninstall} from "../../src/plan/uninstall.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {planWayBack} from "../../src/plan/way-back.ts";
import type {Observation} from "../../src/release/observation.ts";
import {httpRoute} from "../fixtures/worlds/objects.ts";
import {stable, unmanaged} from "../fixtures/worlds/worlds.ts";
import {incoming, version} from "./outcome.ts";

const move = (changed: Partial<RouterMove> = {}): RouterMove => ({
  from: "service",
  to: "gateway-api",
  version: version("v1"),
  opens: ["HTTPRoute/shop"],
  closes: ["Ingress/shop"],
  waits: false,
  ...changed,
});

const kinds = (steps: readonly Step[]): string[] =>
  steps.map((step) => ("objects" in step ? `${step.kind} ${step.objects.join(" ")}` : step.kind));

/** The front renders an Ingress; what else is there of this name was opened beside it. */
function withStray(seen: Observation, name = "shop"): Observation {
  const {metadata, ...route} = httpRoute({green: 100});
  const annotations = {"meta.helm.sh/release-name": "shop"};
  const manifest = JSON.stringify({kind: "Ingress", metadata: {name: "shop"}});
  const objects = [{...route, metadata: {...metadata, name, annotations}}];
  return {...seen, front: {...seen.front, manifest}, route: {...seen.route, objects}};
}

describe("a move to another router", () => {
  const ENDS = ["adjust", "shift"];

  test.each<[string, Observation, Partial<RouterMove>, readonly string[]]>([
    ["opens the new route, then records it", stable, {}, ["open-route HTTPRoute/shop", ...ENDS]],
    [
      "begins with the hand-over of a plain install",
      unmanaged,
      {},
      [
        "await-jobs",
        "keep",
        "adopt",
        "become-front",
        "prune-unmanaged",
        "unkeep",
        "open-route HTTPRoute/shop",
        ...ENDS,
      ],
    ],
    ["leaves both open for a person", stable, {waits: true}, ["open-route HTTPRoute/shop"]],
    ["changes in place what has one name", stable, {opens: [], closes: []}, ENDS],
    ["goes on from where a killed command stopped", withStray(stable), {}, ["open-route HTTPRoute/shop", ...ENDS]],
    [
      "takes away what another move left",
      withStray(stable, "other"),
      {},
      ["open-route HTTPRoute/shop", ...ENDS, "close-route HTTPRoute/other"],
    ],
  ])("%s", (_, seen, changed, expected) => {
    const plan = planUpgrade(seen, incoming({move: move(changed)}));
    expect(kinds(plan.steps)).toEqual(expected);
    expect(plan.questions).toEqual([]);
  });

  test("says what opens and what goes", () => {
    expect(planMove(stable, move()).says).toEqual([
      "shop moves from router service to gateway-api: HTTPRoute/shop opens beside it, then Ingress/shop goes. No pod is touched",
    ]);
  });

  test("asks where nothing leads in from outside any more", () => {
    expect(planMove(stable, move({to: "service", opens: [], closes: ["HTTPRoute/shop"]})).questions).toEqual([
      {
        kind: "entrance",
        name: "entrance",
        text: "HTTPRoute/shop goes, and nothing leads in from outside after that. Go on?",
      },
    ]);
  });
});

describe("what a move left beside the recorded route", () => {
  const left = withStray(stable);
  const CLOSE = "close-route HTTPRoute/shop";

  test("is told, with both ways on", () => {
    expect(driftNotes(left)).toContain(
      "HTTPRoute/shop stands beside the recorded route and leads to what is live: a move to another router waits, or was cut short. " +
        "To end it, type that upgrade again; to take it back: helm djcd finish shop",
    );
  });

  test.each<[string, readonly Step[]]>([
    ["finish", planFinish(left).steps],
    ["the way back of a move that failed", planWayBack(left, 1).steps],
    ["uninstall, before its owner goes", planUninstall(left).steps],
  ])("goes with %s", (_, steps) => expect(kinds(steps)[0]).toBe(CLOSE));

  test.each<[string, Observation]>([
    ["an object of another release", {...left, release: "other"}],
    [
      "an object that the record holds",
      {...left, front: {...left.front, manifest: JSON.stringify(left.route.objects[0])}},
    ],
    ["anything of a front that is gone", {...left, front: {...left.front, manifest: ""}}],
  ])("is not %s", (_, seen) => expect(planFinish(seen).steps).toEqual([]));
});

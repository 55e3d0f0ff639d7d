import {describe, expect, test} from "vitest";
import type {QuestionKind} from "../../src/plan/question.ts";
import {tellOfCandidate, tellOfOutside} from "../../src/plan/told-of.ts";
import type {Observation} from "../../src/release/observation.ts";
import {httpRoute} from "../fixtures/worlds/objects.ts";
import {candidateAt, helmRelease, stable, unmanaged, warm, withSlot} from "../fixtures/worlds/worlds.ts";
import {VERBS} from "./outcome.ts";

describe("where a candidate is reached by itself", () => {
  const asked = (seen: Observation): string | undefined => {
    const plan = VERBS.upgrade(seen);
    return tellOfCandidate(seen, {...plan, waits: 2}).says.at(-1);
  };
  const onRouter = (router: string): Observation =>
    withSlot(stable, "green", {
      release: helmRelease("shop-green", {
        router,
        hosts: ["shop.example.com"],
        part: "slot",
        rollout: {number: 1, revision: 1},
      }),
    });

  test.each([
    [
      "gateway-api",
      "#2 alone is reached on shop.example.com by the header X-Djcd-Slot: blue; inside the cluster at http://shop-blue.default/",
    ],
    [
      "nginx",
      "#2 alone is reached on shop.example.com by the header X-Djcd-Slot: blue; inside the cluster at http://shop-blue.default/",
    ],
    ["service", "#2 alone is reached inside the cluster at http://shop-blue.default/"],
    ["existing", "#2 alone is reached inside the cluster at http://shop-blue.default/"],
  ])("router %s", (router, expected) => expect(asked(onRouter(router))).toBe(expected));

  test("a slot that was never filled is told by the name that it will have", () => {
    expect(asked(unmanaged)).toContain("inside the cluster at http://shop-green.default/");
  });

  test("nothing is said where nobody waits", () => {
    const plan = VERBS.promote(candidateAt(25));
    expect(tellOfCandidate(candidateAt(25), plan)).toBe(plan);
  });
});

describe("what is outside the release", () => {
  const {spec, ...route} = httpRoute({});
  const debug = {...route, metadata: {name: "debug"}, spec: {...spec, rules: [{backendRefs: [{name: "shop-blue"}]}]}};
  const outside = {deployments: [], routes: [debug]};
  const NOTE =
    "HTTPRoute debug, outside the release, leads to Service shop-blue alone: it answers nobody when that slot goes down";

  test.each([
    ["finish", {...warm, outside}],
    ["rollback", {...candidateAt(25), outside}],
  ] as const)("is told with %s, where a slot goes down", (verb, seen) => {
    expect(tellOfOutside(seen, VERBS[verb](seen)).says).toContain(NOTE);
  });

  test("is told with a question about the schema, and with no other", () => {
    const seen = {...stable, outside};
    const asked = (kind: QuestionKind) => ({kind, name: "shop.0002", text: "Go on?"});
    const plan = {...VERBS.upgrade(seen), questions: [asked("schema"), asked("unmeasured")]};
    expect(tellOfOutside(seen, plan).questions).toEqual([
      {...asked("schema"), text: `${NOTE}\nGo on?`},
      asked("unmeasured"),
    ]);
  });

  test("is not told where nothing of it matters", () => {
    const seen = {...candidateAt(25), outside};
    const plan = VERBS.promote(seen);
    expect(tellOfOutside(seen, plan)).toEqual(plan);
  });
});

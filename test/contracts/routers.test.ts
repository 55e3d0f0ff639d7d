import {beforeAll, describe, expect, test} from "vitest";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import type {FrontBlock, Traffic} from "../../src/release/block.ts";
import {perSlot} from "../../src/release/names.ts";
import type {RouteObjects} from "../../src/release/observation.ts";
import type {Router, Target} from "../../src/routers/router.ts";
import {ROUTERS, type RouterName} from "../../src/routers/routers.ts";
import {writeChart} from "../charts/render.ts";
import {ALL_ROUTERS, shop} from "../generate/worlds.ts";
import {applyPatch} from "./patch.ts";
import {renderedRoute} from "./rendered-route.ts";

// What every router promises, on the objects that our chart renders for each state of a rollout.

const candidate = (weight: number): FrontBlock => ({
  number: 1,
  live: "blue",
  candidate: "green",
  traffic: {blue: 100 - weight, green: weight},
  previous: [],
});

const greenNow: FrontBlock = {number: 1, live: "green", traffic: {blue: 0, green: 100}, previous: [0]};

const WHOLE: Readonly<Record<string, FrontBlock>> = {
  "stable in blue": {number: 0, live: "blue", traffic: {blue: 100}, previous: []},
  "candidate at 0": candidate(0),
  "warm in green": greenNow,
  "stable in green": {number: 1, live: "green", traffic: {green: 100}, previous: [0]},
};

const SHARES: typeof WHOLE = {
  "candidate at 1": candidate(1),
  "candidate at 37": candidate(37),
  "candidate at 50": candidate(50),
};

type Edit = (route: RouteObjects) => RouteObjects;

/** What somebody may have done to the first object by hand. */
const edited = (edit: (object: never) => unknown): Edit => {
  return (route) => {
    const copy = structuredClone(route);
    edit(copy.objects[0] as never);
    return copy;
  };
};

/** A backend that is no slot of ours. */
const FOREIGN_BACKEND = {
  // The selector of a Service has no place for one.
  service: undefined,
  "gateway-api": edited(({spec}: {spec: {rules: {backendRefs: object[]}[]}}) =>
    spec.rules.at(-1)?.backendRefs.push({name: "blog", port: 80, weight: 1}),
  ),
  nginx: edited(({spec}: {spec: {rules: {http: {paths: object[]}}[]}}) =>
    spec.rules[0]?.http.paths.push({path: "/blog", backend: {service: {name: "blog"}}}),
  ),
  // What cannot be used of a person's route is refused while planning.
  existing: undefined,
} as const satisfies Record<RouterName, Edit | undefined>;

const chart = writeChart(shop({routers: ALL_ROUTERS}));

const services = {blue: "shop-blue", green: "shop-green"};

const targetOf = ({live, traffic}: FrontBlock): Target => ({live, traffic, services});

const percents = (traffic: Traffic | undefined) => perSlot((slot) => traffic?.[slot] ?? 0);

/** The object that the router writes to; what else there is follows by the front's record. */
function written(router: Router, route: RouteObjects): object {
  return router.object(route) ?? expect.fail("no route");
}

function patched(router: Router, route: RouteObjects, block: FrontBlock): RouteObjects {
  const patch = router.patch(route, targetOf(block));
  const before = router.object(route);
  if (!before) return route;
  const after = applyPatch(before, patch);
  if (before === route.liveService) return {...route, liveService: after as typeof route.liveService};
  if (before === route.owned) return {...route, owned: after as KubeObject};
  return {...route, objects: route.objects.map((object) => (object === before ? after : object))};
}

/** Every order in which Helm may write: some objects are new already and the others not; what goes, goes last. */
function whileRecorded(from: RouteObjects, to: RouteObjects): RouteObjects[] {
  const named = ({metadata}: KubeObject, objects: readonly KubeObject[]) =>
    objects.find((one) => one.metadata.name === metadata.name);
  const orders = to.objects.reduce<KubeObject[][]>(
    (some, next) => some.concat(some.map((one) => [...one, next])),
    [[]],
  );
  return orders.map((done) => ({
    ...from,
    objects: [...done, ...from.objects.filter((object) => !named(object, done))],
  }));
}

/** Names of all Services that objects lead to. */
function backendsOf(objects: readonly KubeObject[]): Set<string> {
  const text = JSON.stringify(objects);
  return new Set([...text.matchAll(/"name":"(shop-(?:blue|green|live))"/g)].map(([, name = ""]) => name));
}

describe.each(Object.keys(ROUTERS) as RouterName[])("router %s", (name) => {
  const router: Router = ROUTERS[name];
  const blocks = Object.entries(router.weights ? {...WHOLE, ...SHARES} : WHOLE);
  const foreign = FOREIGN_BACKEND[name];
  let routes: Record<string, RouteObjects>;

  const routeOf = (state: string): RouteObjects => routes[state] ?? expect.fail(`${state} was not rendered`);

  beforeAll(async () => {
    const rendered = blocks.map(async ([state, block]) => [state, await renderedRoute(chart, name, block)] as const);
    routes = Object.fromEntries(await Promise.all(rendered));
  });

  test.each(blocks)("%s: what the chart renders is read, and needs no patch", (state, block) => {
    expect(percents(router.read(routeOf(state)))).toEqual(percents(block.traffic));
    expect(router.patch(routeOf(state), targetOf(block))).toEqual([]);
  });

  /** Where the object is not there, the record makes it. */
  const isThere = (state: string): boolean => router.object(routeOf(state)) !== undefined;

  test.each(blocks)("%s: what is written is read back, and a second write changes nothing", (_, block) => {
    for (const [from] of blocks.filter(([state]) => isThere(state))) {
      const after = patched(router, routeOf(from), block);
      expect(percents(router.read(after)), `from ${from}`).toEqual(percents(block.traffic));
      expect(router.patch(after, targetOf(block)), `from ${from}`).toEqual([]);
    }
  });

  if (router.patchIsWhole) {
    test.each(blocks)("%s: from every other state the patch leads to what the chart would render", (to, block) => {
      for (const [from] of blocks) {
        const after = written(router, patched(router, routeOf(from), block));
        expect(after, `from ${from}`).toEqual(written(router, routeOf(to)));
      }
    });
  } else {
    test.each(blocks)(
      "%s: while the record does the rest, the shares are those of the patch, or of before where nothing could be patched",
      (to, block) => {
        // A slot becomes live with all traffic, never with a share.
        const reachable = blocks.filter(([, {live}]) => live === block.live || !(to in SHARES));
        for (const [from, before] of reachable) {
          const allowed = [block, ...(isThere(from) ? [] : [before])].map(({traffic}) => percents(traffic));
          const seen = whileRecorded(patched(router, routeOf(from), block), routeOf(to))
            .map(router.read)
            .map(percents);
          for (const shares of seen) expect(allowed, `from ${from}`).toContainEqual(shares);
          expect(seen.at(-1), `from ${from}`).toEqual(percents(block.traffic));
        }
      },
    );
  }

  if (router.beside) {
    test.each(["blue", "green"] as const)(
      "opened beside another router it leads to what is live, and the record takes it over: %s",
      (live) => {
        const state = `stable in ${live}`;
        const whole = routeOf(state);
        for (const seenAs of [live, undefined]) {
          const objects = whole.objects.map((object) => router.beside?.(object, "shop-live", seenAs) ?? object);
          const opened = {...whole, objects};
          expect(percents(router.read(opened))).toEqual({...percents(undefined), [live]: 100});
          const block = WHOLE[state] ?? expect.fail(state);
          const after = patched(router, opened, block);
          expect(percents(router.read(after))).toEqual(percents(block.traffic));
          if (router.patchIsWhole) expect(written(router, after)).toEqual(written(router, whole));
          expect(backendsOf(objects)).toEqual(new Set(whole.objects.length > 0 ? ["shop-live"] : []));
        }
      },
    );
  }

  if (router.marksAnswers) {
    test.each(blocks)(
      "%s: without the mark it is read all the same, and a second write changes nothing",
      (_, block) => {
        const target = {...targetOf(block), isUnmarked: true};
        for (const [from] of blocks) {
          const before = written(router, routeOf(from));
          const after = applyPatch(before, router.patch(routeOf(from), target));
          expect(JSON.stringify(after), `from ${from}`).not.toContain("ResponseHeaderModifier");
          const seen = {...routeOf(from), ...(routeOf(from).owned ? {owned: after} : {objects: [after]})};
          expect(percents(router.read(seen as RouteObjects)), `from ${from}`).toEqual(percents(block.traffic));
          expect(router.patch(seen as RouteObjects, target), `from ${from}`).toEqual([]);
        }
      },
    );
  }

  test("a patch first tests what it was made for, so that it fails where somebody was faster", () => {
    const patch = router.patch(routeOf("candidate at 0"), targetOf(greenNow));
    expect(patch[0]?.op).toBe("test");
    const faster = patched(router, routeOf("candidate at 0"), greenNow);
    expect(() => applyPatch(written(router, faster), patch)).toThrow("test failed");
  });

  test("where the object is gone there is nothing to read and nothing to patch", () => {
    const gone = {...routeOf("stable in blue"), objects: [], owned: undefined, liveService: undefined};
    expect(router.object(gone)).toBeUndefined();
    expect(router.read(gone)).toBeUndefined();
    expect(router.patch(gone, targetOf(greenNow))).toEqual([]);
  });

  // A Service has no place for a backend of somebody else.
  if (foreign) {
    test("a backend that is no slot of the release is refused in words, before anything is written", () => {
      const route = foreign(routeOf("stable in blue"));
      expect(() => router.patch(route, targetOf(greenNow))).toThrow(
        /leads to Service blog, which is no slot of this release: somebody edited it\. Take that backend out/,
      );
    });
  }
});

import {expect, test} from "vitest";
import type {HttpRoute, RouteRule} from "../../src/kubernetes/objects.ts";
import type {RouteObjects} from "../../src/release/observation.ts";
import {existing} from "../../src/routers/existing.ts";
import {applyPatch} from "../contracts/patch.ts";
import {httpRoute, liveService} from "../fixtures/worlds/objects.ts";

const BLOG = {
  name: "blog",
  matches: [{path: {type: "PathPrefix", value: "/blog"}}],
  filters: [{type: "URLRewrite", urlRewrite: {hostname: "blog.example.com"}}],
  backendRefs: [{name: "blog", port: 8080, weight: 3}],
  timeouts: {request: "7s"},
} as unknown as RouteRule;

const TIMED = {
  matches: [{path: {type: "PathPrefix", value: "/"}}],
  timeouts: {request: "30s"},
  backendRefs: [{name: "shop-live", port: 80}],
} as unknown as RouteRule;

const SHOWN = {type: "ResponseHeaderModifier", responseHeaderModifier: {set: [{name: "X-Team", value: "shop"}]}};

function ownRoute(rules: readonly RouteRule[], annotations = {}): HttpRoute {
  const route = httpRoute({blue: 100});
  return {...route, metadata: {name: "public", annotations}, spec: {...route.spec, rules}};
}

const seen = (owned: HttpRoute | undefined): RouteObjects => ({
  objects: [],
  owned,
  gateway: undefined,
  liveService: liveService("blue"),
  liveEndpoints: [],
});

const half = {
  live: "blue",
  traffic: {blue: 50, green: 50},
  services: {blue: "shop-blue", green: "shop-green"},
} as const;

const patchedRules = (rules: readonly RouteRule[]): readonly RouteRule[] => {
  const route = ownRoute(rules);
  return applyPatch(route, existing.patch(seen(route), half)).spec.rules ?? [];
};

test("a rule that leads to the live Service gets the slots in its place; all else of it, and all other rules, stay", () => {
  const [blog, ours] = patchedRules([BLOG, TIMED]);
  const {backendRefs, ...rest} = ours ?? {};
  const {backendRefs: _, ...before} = TIMED;
  expect(JSON.stringify(blog)).toBe(JSON.stringify(BLOG));
  expect(rest).toEqual(before);
  expect(backendRefs?.map(({name, port, weight}) => `${name}:${port} ${weight}`)).toEqual([
    "shop-blue:80 50",
    "shop-green:80 50",
  ]);
});

test("a header that the team sets on answers stays beside the mark", () => {
  const [ours] = patchedRules([{backendRefs: [{name: "shop-live", port: 80, filters: [SHOWN]}]}]);
  const set = (slot: string) => [
    {
      type: "ResponseHeaderModifier",
      responseHeaderModifier: {
        set: [
          {name: "X-Team", value: "shop"},
          {name: "X-Djcd-Slot", value: slot},
        ],
      },
    },
  ];
  expect(ours?.backendRefs?.map(({filters}) => filters)).toEqual([set("blue"), set("green")]);
});

test("the live Service alone in a rule is the live slot with everything", () => {
  expect(existing.read(seen(ownRoute([BLOG, TIMED])))).toEqual({blue: 100});
});

const FAULTS: readonly (readonly [what: string, route: HttpRoute | undefined, says: string | undefined])[] = [
  ["a route that leads to us", ownRoute([BLOG, TIMED]), undefined],
  [
    "no route",
    undefined,
    "HTTPRoute public, which route.existing names, does not exist. Make it, with a backend that is Service shop-live",
  ],
  [
    "a route of another release",
    ownRoute([TIMED], {"meta.helm.sh/release-name": "platform"}),
    "HTTPRoute public, which route.existing names, belongs to release platform: its next upgrade would put its own backends back. Take the route out of that chart",
  ],
  [
    "a route that leads elsewhere",
    ownRoute([BLOG]),
    "HTTPRoute public, which route.existing names, has no backend of this release. Let a rule of it lead to Service shop-live",
  ],
  [
    "a Service of the same name in another namespace",
    ownRoute([{backendRefs: [{name: "shop-live", namespace: "other", port: 80}]}]),
    "HTTPRoute public, which route.existing names, has no backend of this release. Let a rule of it lead to Service shop-live",
  ],
  [
    "a rule that we share",
    ownRoute([
      {
        backendRefs: [
          {name: "shop-live", port: 80},
          {name: "blog", port: 80},
        ],
      },
    ]),
    "HTTPRoute public has a rule that leads to this release and to Service blog: the share of each would be half a truth. Put that backend into a rule of its own",
  ],
];

test.each(FAULTS)("%s: what is wrong with it, in words", (_, route, says) => {
  expect(existing.fault?.(seen(route), {kind: "HTTPRoute", name: "public"})).toBe(says);
});

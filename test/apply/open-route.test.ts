import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {expect, onTestFinished, test} from "vitest";
import {closeRoute, openRoute} from "../../src/apply/open-route.ts";
import type {WriteSession} from "../../src/apply/session.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {HttpRoute, KubeObject} from "../../src/kubernetes/objects.ts";
import {secret} from "../fixtures/worlds/api.ts";
import {deployment, endpoints, httpRoute, liveService, pod, service} from "../fixtures/worlds/objects.ts";
import {version} from "../plan/outcome.ts";
import {sessionOn} from "./session.fixture.ts";

// A route of another router opens beside the one that is there, whatever a killed command left of it.

const accepted = ["Accepted", "ResolvedRefs"].map((type) => ({type, status: "True"}));

/** The route as the API server has it once it was made. */
const standing = {
  ...httpRoute({blue: 100}),
  status: {parents: [{parentRef: {name: "public", namespace: "gateways"}, conditions: accepted}]},
} as KubeObject;

const cluster = {
  secrets: [
    secret("shop", {router: "service", part: "front", rollout: {number: 0, live: "blue", traffic: {blue: 100}}}),
    secret("shop-blue", {router: "service", part: "slot", rollout: {number: 0, revision: 1}}),
  ],
  deployments: [deployment("blue", 1)],
  pods: [pod("blue", "blue-1")],
  services: [service("blue"), liveService("blue")],
  endpointslices: [endpoints("shop-blue", ["blue-1"])],
  httproutes: [standing],
};

const STEP = {kind: "open-route", router: "gateway-api", objects: ["HTTPRoute/shop"], version: version("v1")} as const;

/** Rules of the route that were written, in order, and how. */
function opening({isThere = false} = {}) {
  const told = sessionOn(cluster);
  const written: (readonly [string, HttpRoute["spec"]["rules"]])[] = [];
  const create = async (path: string, body: unknown): Promise<unknown> => {
    if (isThere || written.length > 0) throw new ApiError("POST", path, 409, "already exists");
    written.push(["created", (body as HttpRoute).spec.rules]);
    return body;
  };
  const patch = async (_path: string, _type: string, body: unknown): Promise<void> => {
    written.push(["patched", (body as HttpRoute).spec.rules]);
  };
  const template = async (): Promise<string> => JSON.stringify(httpRoute({blue: 100}));
  const api = {...told.session.api, create, patch} as WriteSession["api"];
  const session = {...told.session, api, helm: {...told.session.helm, template}};
  return {...told, session, written};
}

async function answeringAs(slot: string): Promise<string> {
  const server = createServer((_, answer) => void answer.setHeader("X-Djcd-Slot", slot).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const brief = (rules: HttpRoute["spec"]["rules"]): string =>
  (rules ?? [])
    .map(({matches = [], backendRefs = []}) => {
      const header = matches.flatMap(({headers = []}) => headers).map(({value}) => `${value} by header: `);
      return `${header}${backendRefs.map(({name}) => name)}`;
    })
    .join("; ");

test.each([
  ["made anew", false, "created"],
  ["left by a killed command", true, "patched"],
])(
  "a route that is %s leads to the live Service, is seen by header, and then by nobody's header",
  async (_, isThere, first) => {
    const {session, written, said} = opening({isThere});
    await openRoute(STEP, {...session, probeUrl: await answeringAs("blue")});
    expect(written.map(([how, rules]) => `${how} ${brief(rules)}`)).toEqual([
      `${first} blue by header: shop-live; shop-live`,
      "patched shop-live",
    ]);
    expect(said).toEqual(["  seen: blue answers through HTTPRoute shop"]);
  },
);

test("where the other slot answers, the old route does not go", async () => {
  const {session} = opening();
  await expect(openRoute(STEP, {...session, probeUrl: await answeringAs("green")})).rejects.toThrow(
    /not ready after 60 s: http.* for host shop.example.com is answered 200, not through the new route yet/,
  );
});

test("where nobody can look, it fails at once, with what to type", async () => {
  const {session} = opening();
  await expect(openRoute(STEP, session)).rejects.toThrow(
    "nobody can see whether the new route answers: its Gateway tells no address. Give --probe-url",
  );
});

test("what is closed is removed by kind and name", async () => {
  const {session, done} = sessionOn(cluster);
  await closeRoute({kind: "close-route", objects: ["HTTPRoute/shop", "Ingress/shop"]}, session);
  expect(done).toEqual(["remove httproutes shop", "remove ingresses shop"]);
});

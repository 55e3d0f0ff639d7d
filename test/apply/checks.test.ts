import {expect, test} from "vitest";
import {slotObjects} from "../../src/apply/hand-over.ts";
import {migrate, probe} from "../../src/apply/job.ts";
import type {Session} from "../../src/apply/session.ts";
import {servedBy} from "../../src/apply/verify.ts";
import {wait} from "../../src/apply/wait.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {Version} from "../../src/plan/step.ts";
import {READY, type Readiness, waiting} from "../../src/ready/readiness.ts";
import {template, writeChart} from "../charts/render.ts";
import type {ClusterObjects} from "../fixtures/worlds/api.ts";
import {endpoints, job, pod} from "../fixtures/worlds/objects.ts";
import {slotWorld} from "../fixtures/worlds/worlds.ts";
import {shop} from "../generate/worlds.ts";
import {verdict} from "../ready/verdict.ts";
import {sessionOn} from "./session.fixture.ts";

const green = slotWorld("green", {number: 1, pods: 2});

test.each([
  ["by its pods alone", [endpoints("shop-live", ["shop-web-green-0", "shop-web-green-1"])], "ready"],
  [
    "by pods of the other one too",
    [endpoints("shop-live", ["shop-web-green-0", "shop-web-blue-0"])],
    "waiting: live Service: 1 endpoints of green, 1 of other pods",
  ],
  ["by nobody", [], "waiting: live Service: 0 endpoints of green, 0 of other pods"],
])("the live Service is served %s", (_, slices, expected) => expect(verdict(servedBy(slices, green))).toBe(expected));

test("the hand-over marks all that the slot's own release renders, and nothing of the front", async () => {
  const chart = writeChart(shop());
  const values = {image: {tag: "v1"}, secrets: {B: "2"}, web: {autoscaling: {enabled: true}}};
  const names = (printed: string): string[] =>
    slotObjects(printed, "blue")
      .map(({kind, metadata}) => `${kind}/${metadata.name}`)
      .sort();
  const all = names(await template("helm4", {chart, values}));
  const slot = names(await template("helm4", {chart, release: "shop-blue", values: {...values, part: "slot"}}));
  expect(all).toEqual(slot);
  expect(all).toHaveLength(7);
});

test("a wait says what it waits for when that changes, and every quarter of a minute", async () => {
  const {session, said} = sessionOn({});
  const answers: Readiness[] = [...Array(12).fill(waiting("a")), ...Array(24).fill(waiting("b")), READY];
  await wait(session, async () => answers.shift() ?? READY);
  expect(said).toEqual(["  waiting: a", "  waiting: b", "  waiting: b"]);
});

test.each([
  ["fails at once where nothing heals", {state: "failed", reason: "no such image"} as const, "no such image"],
  ["ends with what was missing", waiting("1/2 endpoints"), "not ready after 60 s: 1/2 endpoints"],
])("a wait %s", async (_, readiness, message) => {
  await expect(wait(sessionOn({}).session, async () => readiness)).rejects.toThrow(message);
});

test("a Job that gets no pod says why the API server admits none", async () => {
  const {session} = sessionOn({jobs: [job("shop-probe-0000000a")]});
  const create = async (path: string): Promise<never> => {
    throw new ApiError("POST", path, 403, 'pods "x" is forbidden: exceeded quota: few');
  };
  const helm = {template: async () => JSON.stringify(job("shop-migrate-0000000a"))};
  const poor = {...session, api: {...session.api, create}, helm} as unknown as Session;
  await expect(probe(poor, "shop-green", {chart: "shop", values: {}} as unknown as Version)).rejects.toThrow(
    'Job shop-probe-0000000a has no pod yet (pods "x" is forbidden: exceeded quota: few)',
  );
});

const NAME = "shop-migrate-0000000a";

/** A session whose chart renders that migration Job, and what waiting for it says. */
async function migrating(objects: ClusterObjects, typed: Partial<Session> = {}, seconds = 60): Promise<string> {
  const {session} = sessionOn(objects);
  const helm = {template: async () => JSON.stringify(job(NAME))};
  const api = {...session.api, text: async () => "Waiting for a lock\n"};
  const version = {chart: "shop", values: {}} as unknown as Version;
  const step = {kind: "migrate", slot: "green", version, pending: [], seconds} as const;
  const whole = {...session, api, helm, ...typed} as unknown as typeof session;
  return migrate(step, whole).then(
    () => "done",
    (error: Error) => error.message,
  );
}

const running = {jobs: [job(NAME)], pods: [pod("green", "x", {phase: "Running"})]};

test("a person may wait less long than the Job may take: what goes on is said, and how to follow it", async () => {
  expect(await migrating(running, {typedTimeout: 20}, 3600)).toBe(
    `not ready after 20 s: Job ${NAME} runs: Waiting for a lock
last lines:
  Waiting for a lock
Job ${NAME} goes on by itself, for 3600 s from its start at most (migrations.timeoutSeconds). Follow it: kubectl logs -n default -f job/${NAME}. The same command again waits for it`,
  );
});

test("a Job that says longer than its own limit that it runs is waited for no longer", async () => {
  expect((await migrating(running)).split("\n")[0]).toBe(`not ready after 70 s: Job ${NAME} runs: Waiting for a lock`);
});

test("a migration Job that somebody deletes while it is waited for is told as that", async () => {
  const seen = [job(NAME)];
  const gone = {
    get jobs() {
      return seen.splice(0, 1);
    },
    pods: [],
  };
  const admits = {create: async () => ({})};
  const {session} = sessionOn(gone);
  expect(await migrating(gone, {api: {...session.api, ...admits} as unknown as Session["api"]})).toBe(
    `Job ${NAME} was deleted while it was waited for; what it had begun it brings to its end. Type the same command again`,
  );
});

test("a migration Job that a killed command left at work is waited for, and what it reads is made its own", async () => {
  const name = "shop-migrate-0000000a";
  const config = {apiVersion: "v1", kind: "ConfigMap", metadata: {name}};
  const {session, done} = sessionOn({jobs: [job(name)], pods: [pod("green", "x", {phase: "Succeeded"})]});
  const helm = {template: async () => [job(name), config].map((object) => JSON.stringify(object)).join("\n---\n")};
  const version = {chart: "shop", values: {}} as unknown as Version;
  await migrate({kind: "migrate", slot: "green", version, pending: [], seconds: 60}, {
    ...session,
    helm,
  } as unknown as typeof session);
  expect(done).toEqual([`patch configmaps ${name}`]);
});

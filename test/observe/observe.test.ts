import {expect, test} from "vitest";
import {observe} from "../../src/observe/observe.ts";
import {frontBlock} from "../../src/release/block.ts";
import {pendingRevisions} from "../../src/release/observation.ts";
import {apiWith, secret} from "../fixtures/worlds/api.ts";
import {deployment, endpoints, httpRoute, job, liveService, pod, service} from "../fixtures/worlds/objects.ts";

const front = {part: "front", rollout: {number: 1, live: "blue", traffic: {blue: 100}}};
const slot = {part: "slot", rollout: {number: 0, revision: 1}};
const evicted = pod("blue", "evicted", {phase: "Failed"});
const jobPod = {...pod("blue", "migrating"), metadata: {name: "migrating", labels: {slot: "blue"}}};

const shop = {
  secrets: [secret("shop", {}, 1, "superseded"), secret("shop", front, 2), secret("shop-blue", slot)],
  deployments: [deployment("blue", 1)],
  pods: [pod("blue", "blue-1"), evicted, jobPod],
  services: [service("blue"), liveService("blue")],
  endpointslices: [endpoints("shop-blue", ["blue-1"]), endpoints("shop-live", ["blue-1"])],
  httproutes: [httpRoute({blue: 100})],
  jobs: [job("running"), job("ended", {conditions: [{type: "Complete", status: "True"}]})],
};

test("each object is seen in its role", async () => {
  const seen = await observe(apiWith(shop), "default", "shop");
  expect(seen.front).toMatchObject({name: "shop", revision: 2, values: front});
  expect(seen.slots.blue).toMatchObject({release: {values: slot}, service: {metadata: {name: "shop-blue"}}});
  expect(seen.slots.green).toMatchObject({release: undefined, workloads: [], pods: [], service: undefined});
  expect(seen.route).toMatchObject({
    objects: [{metadata: {name: "shop"}}],
    liveService: {metadata: {name: "shop-live"}},
  });
  expect(seen.slots.blue.endpoints.map(({metadata}) => metadata.name)).toEqual(["shop-blue-x"]);
  expect(seen.runningJobs.map(({metadata}) => metadata.name)).toEqual(["running"]);
});

test("pods of a slot are those of its workloads that can still run: no evicted one, none of a Job", async () => {
  const {slots} = await observe(apiWith(shop), "default", "shop");
  expect(slots.blue.pods.map(({metadata}) => metadata.name)).toEqual(["blue-1"]);
});

test.each([
  [
    "a release that Helm does not know, and whose Deployments are there",
    [],
    "shop in namespace default is no release of Helm, and its Deployments are there: a controller applies what is committed (GitOps). Say in which folder that is: --read FOLDER to look",
  ],
  [
    "an installation that never came to its end",
    [secret("shop", {}, 1, "pending-install")],
    "release shop revision 1 is pending-install: another Helm is at work, or was killed. Wait a minute; " +
      "if nobody runs Helm, type: kubectl delete secret sh.helm.release.v1.shop.v1; then install it again",
  ],
])("%s is said in words", async (_, secrets, message) => {
  await expect(observe(apiWith({...shop, secrets}), "default", "shop")).rejects.toThrow(message);
});

test("of a revision that a Helm has begun, the one before is what counts", async () => {
  const secrets = [secret("shop", front, 2), secret("shop", {}, 3, "pending-upgrade")];
  const seen = await observe(apiWith({...shop, secrets}), "default", "shop");
  expect(seen.front.revision).toBe(2);
  expect(pendingRevisions(seen)).toMatchObject([{release: "shop", revision: 3, status: "pending-upgrade"}]);
});

test("a front that somebody uninstalled is told by the slot that runs", async () => {
  const seen = await observe(apiWith({...shop, secrets: [secret("shop-blue", slot)]}), "default", "shop");
  expect(seen.front).toMatchObject({name: "shop", revision: 0, status: "uninstalled"});
  expect(frontBlock(seen.front)).toMatchObject({live: "blue", traffic: {blue: 100}, number: 0});
});

test("a front that somebody uninstalled while both slots ran is not guessed", async () => {
  const secrets = [secret("shop-blue", slot), secret("shop-green", slot)];
  const deployments = [deployment("blue", 1), deployment("green", 1)];
  await expect(observe(apiWith({...shop, secrets, deployments}), "default", "shop")).rejects.toThrow(
    "release shop, the front, was uninstalled, and both of its slots run: which one is live is not known any more.",
  );
});

test("a revision that failed is not what runs", async () => {
  const secrets = [secret("shop", front, 2), secret("shop", {}, 3, "failed")];
  expect((await observe(apiWith({...shop, secrets}), "default", "shop")).front.revision).toBe(2);
});

import {expect, test} from "vitest";
import {observe} from "../../src/release/observe.ts";
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
    httpRoute: {metadata: {name: "shop"}},
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
    "a release that does not exist",
    [],
    "release shop does not exist in namespace default. Install it first: helm install shop CHART -n default",
  ],
  [
    "a Helm that is at work, or was killed",
    [secret("shop", front, 2), secret("shop", front, 3, "pending-upgrade")],
    "release shop revision 3 is pending-upgrade: another Helm is at work, or was killed. Wait a minute",
  ],
])("%s is said in words", async (_, secrets, message) => {
  await expect(observe(apiWith({...shop, secrets}), "default", "shop")).rejects.toThrow(message);
});

test("a revision that failed is not what runs", async () => {
  const secrets = [secret("shop", front, 2), secret("shop", {}, 3, "failed")];
  expect((await observe(apiWith({...shop, secrets}), "default", "shop")).front.revision).toBe(2);
});

import {expect, test} from "vitest";
import type {Deployment} from "../../src/kubernetes/objects.ts";
import {frontFollows} from "../../src/observe/front-follows.ts";
import {differenceIn, slotFollows} from "../../src/ready/follows.ts";
import type {Observation} from "../../src/release/observation.ts";
import {deployment, httpRoute, liveService} from "../fixtures/worlds/objects.ts";
import {candidateAt, helmRelease, stable, withSlot} from "../fixtures/worlds/worlds.ts";

const wanted = {
  metadata: {labels: {app: "django"}, annotations: {}},
  spec: {
    containers: [
      {name: "web", image: "shop:v2", env: [{name: "A", value: ""}], resources: {requests: {cpu: 0.5}}, args: []},
    ],
    hostNetwork: false,
  },
};

/** As an API server gives it back: with its defaults, without what is empty, quantities in its own words. */
const found = {
  metadata: {labels: {app: "django"}, creationTimestamp: null},
  spec: {
    containers: [
      {
        name: "web",
        image: "shop:v2",
        env: [{name: "A"}],
        resources: {requests: {cpu: "500m"}},
        imagePullPolicy: "Always",
      },
    ],
    dnsPolicy: "ClusterFirst",
  },
};

test("what the API server adds, leaves out or says in other words is no difference", () => {
  expect(differenceIn(wanted, found, "spec.template")).toBeUndefined();
});

test.each([
  ["an image", {containers: [{name: "web", image: "shop:v1"}]}, "containers[0].image"],
  ["a container more", {containers: [...found.spec.containers, {name: "side", image: "x"}]}, "containers"],
  [
    "an environment",
    {containers: [{...found.spec.containers[0], env: [{name: "A", value: "1"}]}]},
    "containers[0].env[0].value",
  ],
  ["a network", {...found.spec, hostNetwork: true}, "hostNetwork"],
])("%s that differs is told by its path", (_, spec, path) => {
  expect(differenceIn(wanted, {...found, spec}, "spec.template")).toBe(`spec.template.spec.${path}`);
});

/** Blue, with this written in its file and that in the cluster. */
function blue(written: Deployment | undefined, shown: readonly Deployment[]): Observation["slots"]["blue"] {
  const manifest = written ? `---\n${JSON.stringify(written)}\n` : "";
  const seen = withSlot(stable, "blue", {release: helmRelease("shop-blue", {}, {manifest}), workloads: shown});
  return seen.slots.blue;
}

test("a slot follows its file when its Deployment is there, of that template and that size", () => {
  const one = deployment("blue", 2);
  expect(slotFollows(blue(one, [one]))).toEqual({state: "ready"});
  expect(slotFollows(blue(one, []))).toEqual({
    state: "waiting",
    reason: "Deployment shop-web-blue is not there yet",
  });
  expect(slotFollows(blue(one, [deployment("blue", 0)]))).toEqual({
    state: "waiting",
    reason: "Deployment shop-web-blue is not as it is written yet: spec.replicas",
  });
});

test("an HPA decides of a size that no file says", () => {
  const {replicas: _, ...spec} = deployment("blue", 2).spec;
  expect(slotFollows(blue({...deployment("blue", 2), spec} as Deployment, [deployment("blue", 7)]))).toEqual({
    state: "ready",
  });
});

test("a slot that an HPA sizes follows when that keeps what is written, and has it", () => {
  const hpa = (minReplicas: number) => ({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: {name: "shop-web-blue"},
    spec: {scaleTargetRef: {name: "shop-web-blue"}, minReplicas, maxReplicas: 10},
  });
  const judged = (keeps: number, pods: number) => {
    const manifest = `---\n${JSON.stringify(hpa(8))}\n`;
    const seen = withSlot(stable, "blue", {
      release: helmRelease("shop-blue", {}, {manifest}),
      workloads: [deployment("blue", pods)],
      autoscalers: [hpa(keeps)],
    });
    return slotFollows(seen.slots.blue);
  };
  expect(judged(8, 8)).toEqual({state: "ready"});
  expect(judged(2, 8)).toEqual({
    state: "waiting",
    reason: "HorizontalPodAutoscaler shop-web-blue does not keep 8 pods yet",
  });
  expect(judged(8, 5)).toEqual({state: "waiting", reason: "HorizontalPodAutoscaler shop-web-blue has 5/8 pods"});
});

test("a front is followed when route and live Service are as it says, a slot that it lists no more included", () => {
  expect(frontFollows(candidateAt(25))).toEqual({state: "ready"});
  expect(frontFollows(candidateAt(25, {blue: 100, green: 0}))).toEqual({
    state: "waiting",
    reason: "the route says blue 100 %, green 0 %, written is blue 75 %, green 25 %",
  });
  const route = {...stable.route, objects: [httpRoute({blue: 0, green: 100})]};
  expect(frontFollows({...stable, route})).toMatchObject({state: "waiting"});
  const without = {...stable.route, objects: []};
  expect(frontFollows({...stable, route: without})).toEqual({state: "waiting", reason: "the route is not there yet"});
  const elsewhere = {...stable.route, liveService: liveService("blue")};
  expect(frontFollows({...stable, route: elsewhere})).toEqual({
    state: "waiting",
    reason: "the live Service leads to blue, written is green",
  });
});

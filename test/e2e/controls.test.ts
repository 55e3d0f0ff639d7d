import {afterAll, beforeAll, expect, test} from "vitest";
import {totals} from "../load/load.ts";
import {makeWorld, type World} from "./world.ts";

// Negative controls: what djcd never does, done by hand. If these lose no request, "0 failed" elsewhere says nothing.

let world: World;

beforeAll(async () => {
  world = await makeWorld({name: "controls", helm: "helm4", router: "gateway-api"});
});

afterAll(() => world?.remove());

test("weight on a slot before any of its pods is ready loses requests", async () => {
  await world.install();
  await world.helm("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
  await world.kubectl("scale", "deployment", "shop-web-green", "--replicas=0");
  await world.kubectl(
    "wait",
    "pods",
    "-l",
    "slot=green,app.kubernetes.io/component=web",
    "--for=delete",
    "--timeout=60s",
  );
  const load = await world.load();
  await world.kubectl("patch", "httproute", "shop", "--type=json", "-p", JSON.stringify(halfAndHalf()));
  try {
    await expect.poll(async () => totals(await load.snapshot()).failed, {timeout: 60_000}).toBeGreaterThan(50);
  } finally {
    await load.stop();
    await world.helm("djcd", "rollback", "--yes");
  }
});

test("a pod without preStop that ends in the middle of a slow request loses requests", async () => {
  const noPreStop = [{op: "remove", path: "/spec/template/spec/containers/0/lifecycle"}];
  await world.kubectl("patch", "deployment", "shop-web-blue", "--type=json", "-p", JSON.stringify(noPreStop));
  const short = {spec: {template: {spec: {terminationGracePeriodSeconds: 1}}}};
  await world.kubectl("patch", "deployment", "shop-web-blue", "--type=merge", "-p", JSON.stringify(short));
  await world.kubectl("rollout", "status", "deployment", "shop-web-blue", "--timeout=120s");
  const load = await world.load();
  const cutShort = async (): Promise<number> => {
    await world.kubectl("delete", "pods", "-l", "slot=blue,app.kubernetes.io/component=web", "--wait=true");
    return (await load.snapshot()).failures.filter(({kind}) => kind === "slow-view").length;
  };
  try {
    await expect.poll(cutShort, {timeout: 60_000, interval: 3000}).toBeGreaterThan(0);
  } finally {
    await load.stop();
  }
});

/** The main rule is the last one while two slots are listed. */
function halfAndHalf(): unknown {
  return [
    {op: "replace", path: "/spec/rules/2/backendRefs/0/weight", value: 50},
    {op: "replace", path: "/spec/rules/2/backendRefs/1/weight", value: 50},
  ];
}

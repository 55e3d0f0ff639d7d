import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import {apply} from "../cluster/index.ts";
import {status} from "./story.ts";
import {makeWorld, type World} from "./world.ts";

/** A version that only a real kubelet finds bad. */
export interface Row {
  readonly set: readonly string[];
  readonly flags?: readonly string[];
  /** Pods that a quota of the namespace admits beside the live ones. */
  readonly admits?: number;
  /** First line of the error, without what is made up for each pod. */
  readonly says: string;
  /** What the lines below it hold: the program's own words. */
  readonly below?: string;
}

/** A release with a live version, to which versions are given that are none. */
export interface Victim {
  readonly world: () => World;
  /** Nothing of a bad version is left that could disturb: no pod, no probe. */
  liveIsUntouched(): Promise<void>;
}

/** Makes the release, gives it each of these versions, and in the end a good one. */
export function begin(name: string, rows: Readonly<Record<string, Row>>, buildImages: () => Promise<void>): Victim {
  let world: World;
  let live: Readonly<Record<string, number>>;

  beforeAll(async () => {
    world = await makeWorld({name, helm: "helm4", router: "gateway-api", cpu: "50m"});
    await buildImages();
    await world.install();
    await world.helm("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
    await world.helm("djcd", "rollback");
    live = await world.pods("blue");
  });

  afterAll(() => world?.remove());

  const liveIsUntouched = (): Promise<void> => untouched(world, live);

  test.each(Object.entries(rows))("%s", async (_, row) => {
    onTestFailed(async () => console.log(await world.kubectl("get", "pods,jobs,deployments", "-o", "wide")));
    if (row.admits !== undefined) await limitPods(world, Object.keys(live).length + row.admits);
    await isRefused(world, row);
    await liveIsUntouched();
    if (row.admits !== undefined) await world.kubectl("delete", "resourcequota", "--all");
  });

  return {world: () => world, liveIsUntouched};
}

/** The last part: the release is as good as it was. */
export function endsWell({world}: Victim): void {
  test("after all of them a good version goes live", async () => {
    await world().helm("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
    await world().helm("djcd", "promote");
    expect(await status(world())).toMatchObject({phase: "warm", weights: {blue: 0, green: 100}});
  });
}

async function isRefused(world: World, {set, flags = [], says, below = ""}: Row): Promise<void> {
  const sets = set.flatMap((one) => ["--set", one]);
  const {code, stderr} = await world.tryHelm("djcd", "upgrade", "shop", ...sets, ...flags);
  expect.soft({code, says: masked(stderr.split("\n")[0] ?? "")}).toEqual({code: 3, says: `Error: ${says}`});
  expect.soft(stderr).toContain(below);
}

const RUNNING = ["-l", "slot=green,app.kubernetes.io/component=web", "--field-selector", "status.phase=Running"];

async function untouched(world: World, live: Readonly<Record<string, number>>): Promise<void> {
  expect(await world.pods("blue")).toEqual(live);
  expect(await status(world)).toMatchObject({
    phase: "stable",
    weights: {blue: 100, green: 0},
    slots: {green: {wanted: 0}},
  });
  expect(await world.kubectl("get", "jobs", "-o", "name")).not.toContain("-probe-");
  expect(await world.kubectl("get", "pods", ...RUNNING, "-o", "name")).toBe("");
}

/** The endings of pods and of Jobs, and in which of two states a start was seen that ends again and again. */
function masked(line: string): string {
  return line
    .replace(/-(probe|migrate)-[0-9a-f]{8}(-[a-z0-9]{5})?\b/g, "-$1-*")
    .replace(/-(blue|green)-[a-z0-9]{6,10}(-[a-z0-9]{5})?\b/g, "-$1-*")
    .replace(/CrashLoopBackOff|its start ended \d+ times/, "*");
}

async function limitPods({cluster, namespace, kubectl}: World, pods: number): Promise<void> {
  const metadata = {name: "few-pods", namespace};
  await apply(cluster, [{apiVersion: "v1", kind: "ResourceQuota", metadata, spec: {hard: {pods: `${pods}`}}}]);
  // The quota controller counts first.
  await kubectl("wait", "resourcequota/few-pods", "--for=jsonpath={.status.hard.pods}", "--timeout=30s");
}

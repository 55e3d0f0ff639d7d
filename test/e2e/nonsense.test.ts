import {cpSync} from "node:fs";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, expect, onTestFailed, test} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {apply, buildImage, pythonImage} from "../cluster/index.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {status} from "./story.ts";
import {makeWorld, type World} from "./world.ts";

// Versions that only a real kubelet finds bad: each ends in one exact sentence, and leaves the live version as it was.

let world: World;
let live: Readonly<Record<string, number>>;

beforeAll(async () => {
  world = await makeWorld({name: "nonsense", helm: "helm4", router: "gateway-api", cpu: "50m"});
  await buildBadImages();
  await world.install();
  await world.helm("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
  await world.helm("djcd", "rollback");
  live = await world.pods("blue");
});

afterAll(() => world?.remove());

afterEach(() => world.kubectl("delete", "resourcequota", "--all"));

interface Row {
  readonly set: readonly string[];
  readonly flags?: readonly string[];
  /** Pods that a quota of the namespace admits beside the live ones. */
  readonly admits?: number;
  /** First line of the error, without what is made up for each pod. */
  readonly says: string;
  /** What the lines below it hold: the program's own words. */
  readonly below?: string;
}

const TRIAL = "image.tag=trial";
const SHORT = ["--timeout", "20s"];

const ROWS: Readonly<Record<string, Row>> = {
  "a version that is never ready": {
    set: ["web.health.path=/no-such-page"],
    flags: SHORT,
    says: "not ready after 20 s: Deployment shop-web-green: 0/2 pods available",
    below: '"GET /no-such-page HTTP/1.1" 404',
  },
  "memory that is too small for a start": {
    set: ["web.resources.limits.memory=24Mi,web.resources.requests.memory=24Mi"],
    says: "pod shop-web-green-*, container web: CrashLoopBackOff (last end: OOMKilled, code 137)",
  },
  "a Secret that does not exist": {
    set: ["existingSecrets={shop-env,no-such-secret}"],
    says: 'pod shop-probe-*, container probe: CreateContainerConfigError: secret "no-such-secret" not found',
  },
  "a ConfigMap that does not exist": {
    set: ["envFrom[0].configMapRef.name=no-such-config"],
    says: 'pod shop-probe-*, container probe: CreateContainerConfigError: configmap "no-such-config" not found',
  },
  "a quota that admits no pod": {
    set: ["config.NEW=1"],
    flags: SHORT,
    admits: 0,
    says: 'not ready after 20 s: Job shop-probe-* has no pod yet (pods "shop-probe-*" is forbidden: exceeded quota: few-pods, requested: pods=1, used: pods=2, limited: pods=2)',
  },
  "a quota that admits one pod of two": {
    set: ["config.NEW=1"],
    flags: SHORT,
    admits: 1,
    says: 'not ready after 20 s: Deployment shop-web-green: 1/2 pods are of the new version (pods "shop-web-green-*" is forbidden: exceeded quota: few-pods, requested: pods=1, used: pods=3, limited: pods=3)',
  },
  "a request that no node can meet": {
    set: ["web.resources.requests.cpu=1000"],
    flags: SHORT,
    says: "not ready after 20 s: pod shop-web-green-* cannot be scheduled: 0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
  },
  "a Python that is no program": {
    set: ["image.tag=no-python"],
    says: "Job shop-probe-* failed: container probe: Error, code 1",
    below: "exec /opt/venv/bin/python: exec format error",
  },
  "a write to the root file system, which is read-only": {
    set: ["env[0].name=GUNICORN_CMD_ARGS,env[0].value=--pid=/gunicorn.pid"],
    says: "pod shop-web-green-*, container web: CrashLoopBackOff (last end: Error, code 1)",
    below: "Read-only file system",
  },
  "a migration that fails": {
    set: [TRIAL, "config.TRIAL_0004=fails"],
    flags: ["--yes"],
    says: "Job shop-migrate-* failed: container migrate: Error, code 1",
    below: "RuntimeError: 0004 fails",
  },
  "a migration that hangs": {
    set: [TRIAL, "config.TRIAL_0004=hangs", "migrations.timeoutSeconds=15"],
    flags: ["--yes"],
    says: "Job shop-migrate-* did not end in time: migrations.timeoutSeconds is 15",
    below: "Applying migrations",
  },
  "two migrations of which the second fails": {
    set: [TRIAL, "config.TRIAL_0005=fails"],
    flags: ["--yes"],
    says: "Job shop-migrate-* failed: container migrate: Error, code 1",
    below: "RuntimeError: 0005 fails",
  },
};

test.each(Object.entries(ROWS))("%s", async (_, {set, flags = [], admits, says, below = ""}) => {
  onTestFailed(async () => console.log(await world.kubectl("get", "pods,jobs,deployments", "-o", "wide")));
  if (admits !== undefined) await limitPods(admits);
  const {code, stderr} = await world.tryHelm(
    "djcd",
    "upgrade",
    "shop",
    ...set.flatMap((one) => ["--set", one]),
    ...flags,
  );
  expect.soft({code, says: masked(stderr.split("\n")[0] ?? "")}).toEqual({code: 3, says: `Error: ${says}`});
  expect.soft(stderr).toContain(below);
  await liveIsUntouched();
});

test("the rest of a half-done migration goes out with the next good version", async () => {
  const upgrade = ["djcd", "upgrade", "shop", "--set", TRIAL, "--strategy", "blue-green", "--yes"];
  expect(await world.helm(...upgrade)).toContain("migrations: catalog.0005_order_size\n");
  await world.helm("djcd", "rollback");
  await liveIsUntouched();
});

test("after all of them a good version goes live", async () => {
  await world.helm("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
  await world.helm("djcd", "promote");
  expect(await status(world)).toMatchObject({phase: "warm", weights: {blue: 0, green: 100}});
});

/** Nothing of the bad version is left that could disturb: no pod, no probe. */
async function liveIsUntouched(): Promise<void> {
  expect(await world.pods("blue")).toEqual(live);
  expect(await status(world)).toMatchObject({
    phase: "stable",
    weights: {blue: 100, green: 0},
    slots: {green: {wanted: 0}},
  });
  expect(await world.kubectl("get", "jobs", "-o", "name")).not.toContain("-probe-");
  const running = [
    "-l",
    "slot=green,app.kubernetes.io/component=web",
    "--field-selector",
    "status.phase=Running",
    "-o",
    "name",
  ];
  expect(await world.kubectl("get", "pods", ...running)).toBe("");
}

/** The endings of pods and of Jobs, and the UID of a pod. */
function masked(line: string): string {
  return line
    .replace(/-(probe|migrate)-[0-9a-f]{8}(-[a-z0-9]{5})?\b/g, "-$1-*")
    .replace(/-(blue|green)-[a-z0-9]{6,10}(-[a-z0-9]{5})?\b/g, "-$1-*");
}

async function limitPods(admits: number): Promise<void> {
  const metadata = {name: "few-pods", namespace: world.namespace};
  const spec = {hard: {pods: `${Object.keys(live).length + admits}`}};
  await apply(world.cluster, [{apiVersion: "v1", kind: "ResourceQuota", metadata, spec}]);
  // The quota controller counts first.
  await world.kubectl("wait", "resourcequota/few-pods", "--for=jsonpath={.status.hard.pods}", "--timeout=30s");
}

async function buildBadImages(): Promise<void> {
  const images = join(HOME, "test", "e2e", "images");
  const trial = temporaryFolder("trial");
  cpSync(join(HOME, "examples", "shop"), trial, {recursive: true});
  cpSync(join(images, "trial"), trial, {recursive: true});
  await buildImage({name: "localhost/shop:trial", context: trial, buildArgs: {VERSION: "v2", BASE: pythonImage}});
  const buildArgs = {BASE: pythonImage};
  await buildImage({name: "localhost/shop:no-python", context: join(images, "no-python"), buildArgs});
}

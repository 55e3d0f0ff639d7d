import {join} from "node:path";
import {HOME} from "../cli/plugin.ts";
import {buildImage, pythonImage} from "../cluster/index.ts";
import {begin, endsWell, type Row} from "./nonsense.ts";

// Pods that only a real kubelet finds bad: each ends in one exact sentence, and leaves the live version as it was.

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
    says: "pod shop-web-green-*, container web: * (last end: OOMKilled, code 137)",
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
    says: "pod shop-web-green-*, container web: * (last end: Error, code 1)",
    below: "Read-only file system",
  },
};

endsWell(
  begin("bad-pods", ROWS, async () => {
    const context = join(HOME, "test", "e2e", "images", "no-python");
    await buildImage({name: "localhost/shop:no-python", context, buildArgs: {BASE: pythonImage}});
  }),
);

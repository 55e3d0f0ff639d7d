import {expect, test} from "vitest";
import {CheckFailed} from "../../src/apply/check-failed.ts";
import {hookFailed} from "../../src/apply/hook-failed.ts";
import {HelmError} from "../../src/helm/helm-process.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import {job, pod} from "../fixtures/worlds/objects.ts";
import {sessionOn} from "./session.fixture.ts";

const seed = {kind: "Job", name: "shop-green-seed", events: ["post-install", "post-upgrade"]};
const other = {kind: "Job", name: "shop-green-before", events: ["pre-upgrade"]};

const NAMED = "a hook of your own failed";
const PRINTED = "\nlast lines:\n  no such table";

// As Helm 3.19 and 4.1 print it.
test.each([
  [
    "of an upgrade",
    "UPGRADE FAILED: post-upgrade hooks failed: 1 error occurred:\n\t* job shop-green-seed failed: BackoffLimitExceeded\n\n",
    `${NAMED} (post-upgrade: Job/shop-green-seed): 1 error occurred:\n\t* job shop-green-seed failed: BackoffLimitExceeded${PRINTED}`,
  ],
  [
    "of a slot that is filled for the first time",
    "failed post-install: resource Job/default/shop-green-seed not ready. status: Failed, message: Job Failed",
    `${NAMED} (post-install: Job/shop-green-seed): resource Job/default/shop-green-seed not ready. status: Failed, message: Job Failed${PRINTED}`,
  ],
])("a hook %s that fails is a failed check, with what its Job printed", async (_, said, expected) => {
  const failed = job("shop-green-seed", {failed: 1});
  const {session} = sessionOn({jobs: [failed], pods: [pod("green", "shop-green-seed-x")]});
  const api = {...session.api, text: async () => "no such table\n"} as Api;
  const error = new HelmError(["upgrade", "shop-green"], `Error: ${said}`);
  const found = await hookFailed(error, [seed, other], {...session, api});
  expect(found).toBeInstanceOf(CheckFailed);
  expect(found?.message).toBe(expected);
});

test.each([
  ["Helm failed over something else", new HelmError(["upgrade"], "Error: UPGRADE FAILED: no Deployment for you")],
  ["it was no Helm that failed", new Error("post-upgrade hooks failed: x")],
])("nothing is made of it where %s", async (_, error) => {
  expect(await hookFailed(error, [seed], sessionOn({}).session)).toBeUndefined();
});

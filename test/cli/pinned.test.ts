import {expect, test} from "vitest";
import {dataOf, emptyLedger} from "../../src/release/ledger.ts";
import {stable} from "../fixtures/worlds/worlds.ts";
import {type Outcome, run} from "../refusals/run.ts";
import {objectsOf, real} from "../refusals/worlds.ts";

// A digest that a rollback brought back, by the real command line and the real Helm.

const DIGEST = `sha256:${"a".repeat(64)}`;

/** What is live was brought back under its digest. */
const pinned = {
  objects: objectsOf(stable, (release) => {
    const {values, ...rest} = real(release);
    const rollout = {...(values.rollout as object), ...(release.name === "shop" ? {} : {pinned: DIGEST})};
    return {...rest, values: {...values, image: {...(values.image as object), digest: DIGEST}, rollout}};
  }),
};

const plan = (...more: string[]): Promise<Outcome> =>
  run({typed: ["upgrade", "shop", "--dry-run=client", ...more], cluster: pinned});

test.each([
  ["another tag", ["--set-string", "image.tag=v5"], "registry.example.com/shop:v5"],
  ["the tag that it had", ["--set-string", "image.tag=v1"], "registry.example.com/shop:v1"],
  ["a digest of one's own", ["--set-string", `image.digest=sha256:${"b".repeat(64)}`], `@sha256:${"b".repeat(64)}`],
  ["something else", ["--set-string", "config.NOTE=x"], `registry.example.com/shop@${DIGEST}`],
])("after a rollback to a digest, an upgrade that gives %s releases what it says", async (_, words, image) => {
  const {code, stdout} = await plan(...words);
  expect(code).toBe(0);
  expect(stdout.split("\n")[0]).toContain(image);
});

test("a rollback to what ran names its digest, by the ledger", async () => {
  const entry = {rollout: 0, at: "2026-11-25T12:00:00.000Z", did: "ready", by: "ann"};
  const ran = {image: "registry.example.com/shop:v1", ids: [`registry.example.com/shop@${DIGEST}`]};
  const ledger = {...emptyLedger("shop"), data: dataOf({...entry, ran})};
  const {stdout} = await run({
    typed: "rollback shop --dry-run",
    cluster: {objects: {...objectsOf(stable), configmaps: [ledger]}},
  });
  expect(stdout).toContain(`registry.example.com/shop@${DIGEST} is what ran in #0 as v1\n`);
  expect(stdout).toContain(`fill blue with #2: registry.example.com/shop@${DIGEST}\n`);
});

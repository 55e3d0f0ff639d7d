import {expect, test} from "vitest";
import {endingOf} from "../../src/release/endings.ts";
import type {Entry} from "../../src/release/ledger.ts";

let minute = 0;
const entry = (verb: string, facts: Partial<Entry>): Entry => {
  minute += 1;
  return {rollout: 2, at: `2026-11-25T10:${`${minute}`.padStart(2, "0")}:00Z`, did: "", by: "ann", verb, ...facts};
};

const migrated = entry("upgrade", {image: "shop:v2"});
const filled = entry("upgrade", {image: "shop:v2", filled: "green"});
const listed = entry("upgrade", {traffic: {blue: 75, green: 25}, live: "blue", candidate: "green"});
const promoted = entry("promote", {traffic: {blue: 0, green: 100}, live: "green"});
const finished = entry("finish", {traffic: {green: 100}, live: "green"});
const back = entry("rollback", {traffic: {blue: 100}, live: "blue"});
const failed = entry("upgrade", {failed: "Job shop-migrate-1 failed", found: ["RuntimeError: no"]});
const recorded = entry("upgrade", {traffic: {blue: 100}, live: "blue"});
const refilled = entry("rollback", {image: "shop:v1", filled: "green"});
const backLive = entry("rollback", {traffic: {blue: 0, green: 100}, live: "green"});

test.each<[string, readonly Entry[], object | undefined]>([
  ["is out", [filled, listed], undefined],
  ["went live", [filled, listed, promoted], {how: "went live", at: promoted.at, image: "shop:v2"}],
  ["went live, and is finished", [filled, listed, promoted, finished], {how: "went live", at: promoted.at}],
  ["was taken back from a share", [filled, listed, back], {how: "taken back", at: back.at, by: "ann"}],
  ["was taken back after it was live", [filled, promoted, back], {how: "taken back"}],
  ["was ended before it was listed", [migrated, back], {how: "taken back"}],
  [
    "failed in its migration",
    [migrated, failed, recorded],
    {how: "failed", why: "Job shop-migrate-1 failed", lines: ["RuntimeError: no"], image: "shop:v2"},
  ],
  ["failed at a share, and went back", [filled, listed, failed, recorded], {how: "failed"}],
  ["brought an older version, which went live", [refilled, backLive], {how: "went live", image: "shop:v1"}],
  ["brought an older version, which was taken back", [refilled, backLive, back], {how: "taken back"}],
  ["was noted by a djcd that did not say so", [{...promoted, verb: "promote"}], undefined],
])("a rollout that %s", (_, entries, expected) => {
  const ending = endingOf(2, entries);
  if (expected) expect(ending).toMatchObject({number: 2, ...expected});
  else expect(ending).toBeUndefined();
});

import {expect, test} from "vitest";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, stable, unmanaged, warm} from "../fixtures/worlds/worlds.ts";
import {incoming, outcome, version} from "./outcome.ts";

test.each<readonly [string, Observation, string]>([
  ["stable: live gets them where it is", stable, "adjust green, green=100"],
  ["warm: live gets them, and the version before stays up", warm, "adjust green, blue=0/green=100"],
  [
    "unmanaged: handed over first",
    unmanaged,
    "await-jobs, keep blue, adopt blue, become-front, prune-unmanaged, unkeep blue, adjust blue, blue=100",
  ],
  [
    "candidate: not now",
    candidateAt(25),
    "refused: this is the version that is live with other settings, and #1 is out. " +
      "End that first, with: helm djcd promote shop; or: helm djcd rollback shop",
  ],
])("settings that restart nothing are no rollout; %s", (_, seen, expected) => {
  expect(outcome(() => planUpgrade(seen, incoming({settings: version("v1")})))).toBe(expected);
});

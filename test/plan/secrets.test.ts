import {expect, test} from "vitest";
import {tellOfSecrets} from "../../src/plan/secrets.ts";
import type {Observation} from "../../src/release/observation.ts";
import {helmRelease, stable, warm} from "../fixtures/worlds/worlds.ts";
import {VERBS} from "./outcome.ts";

/** A world whose blue slot was filled when its Secret was another one. */
function withOtherSecret(seen: Observation): Observation {
  const values = {part: "slot", rollout: {number: 0, revision: 1, secrets: {"shop-env": "aa"}}};
  const release = helmRelease("shop-blue", values);
  return {...seen, secrets: {"shop-env": "bb"}, slots: {...seen.slots, blue: {...seen.slots.blue, release}}};
}

const SAYS =
  "existing Secrets do not go back with the version: shop-env changed since blue was filled, and stays as it is now";

test("a rollback to pods of before says which Secrets stay as they are now", () => {
  const seen = withOtherSecret(warm);
  expect(tellOfSecrets(seen, VERBS.rollback(seen)).says).toContain(SAYS);
});

test("a rollback that fills a slot again says that it reads the Secrets of today", () => {
  const plan = VERBS.rollback(stable);
  const steps = plan.steps.map((step) =>
    step.kind === "fill" ? {...step, version: {...step.version, secrets: ["shop-env", "mail"]}} : step,
  );
  expect(tellOfSecrets(stable, {...plan, steps}).says).toContain(
    "existing Secrets do not go back with the version: shop-env, mail, read as now",
  );
});

test("a plan that leads nobody there says nothing of it", () => {
  const [finishing, idle] = [withOtherSecret(warm), withOtherSecret(stable)];
  expect(tellOfSecrets(finishing, VERBS.finish(finishing)).says).not.toContain(SAYS);
  expect(tellOfSecrets(idle, VERBS.upgrade(idle)).says).not.toContain(SAYS);
});

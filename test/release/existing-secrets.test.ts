import {expect, test} from "vitest";
import {fingerprints} from "../../src/kubernetes/secrets.ts";
import {slotBlock, slotValues} from "../../src/release/block.ts";
import {existingSecrets, secretNotes} from "../../src/release/existing-secrets.ts";
import {apiWith} from "../fixtures/worlds/api.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";

const secret = (name: string, data: Readonly<Record<string, string>>) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: {name},
  data,
});

test("the Secrets of a version are those that its environment and its volumes name, each once, defaults included", () => {
  const chart = {values: {existingSecrets: ["shop-env"]}};
  const values = {
    envFrom: [{secretRef: {name: "mail"}}, {configMapRef: {name: "shared"}}],
    env: [
      {name: "KEY", valueFrom: {secretKeyRef: {name: "shop-env", key: "K"}}},
      {name: "A", value: "1"},
    ],
    volumes: [
      {name: "tls", secret: {secretName: "client-tls"}},
      {name: "tmp", emptyDir: {}},
    ],
  };
  expect(existingSecrets(chart, values)).toEqual(["shop-env", "mail", "client-tls"]);
});

test("a fingerprint tells whether what is in a Secret changed, and nothing of it", async () => {
  const of = (data: Readonly<Record<string, string>>) =>
    fingerprints(apiWith({secrets: [secret("shop-env", data)]}), "default", ["shop-env", "gone"]);
  const first = await of({DATABASE_URL: "cG9zdGdyZXM=", KEY: "YQ=="});
  expect(first).toEqual({"shop-env": expect.stringMatching(/^[0-9a-f]{16}$/)});
  expect(await of({KEY: "YQ==", DATABASE_URL: "cG9zdGdyZXM="})).toEqual(first);
  expect(await of({DATABASE_URL: "b3RoZXI=", KEY: "YQ=="})).not.toEqual(first);
  expect(JSON.stringify(first)).not.toMatch(/cG9z|postgres|DATABASE/);
});

const filled = helmRelease(
  "shop-green",
  slotValues({}, {number: 3, secrets: {"shop-env": "aa", mail: "bb", gone: "cc"}}, 1),
);

test("a slot's block keeps the fingerprints of the time when it was filled", () => {
  expect(slotBlock(filled).secrets).toEqual({"shop-env": "aa", mail: "bb", gone: "cc"});
});

test("what became of a slot's Secrets is told by their names", () => {
  expect(secretNotes({blue: {release: undefined}, green: {release: filled}}, {"shop-env": "dd", mail: "bb"})).toEqual([
    "Secret shop-env changed since green was filled with #3: pods that start from now on read the new one",
    "Secret gone, which #3 in green reads, does not exist any more: no new pod of it can start",
  ]);
});

import {expect, test} from "vitest";
import {STABLE, UNMANAGED} from "../refusals/rows/clusters.ts";
import {run} from "../refusals/run.ts";
import {CANARY} from "../refusals/worlds.ts";

// What a plan says will change, by the real command line and the real Helm, against an API server on loopback.

const typed = [
  ...["upgrade", "shop", "--dry-run=client", "--show-objects", "--set-string", "image.tag=v2,config.DEBUG=1"],
  ...["--set-string", `secrets.API_TOKEN=${CANARY}-2,web.resources.requests.cpu=null`],
];

test.each([
  ["a managed release", STABLE],
  ["a plain one", UNMANAGED],
])("an upgrade of %s says image, values, variables and objects, and no secret", async (_, cluster) => {
  const {stdout, stderr, code} = await run({typed, cluster});
  expect({code, stderr}).toEqual({code: 0, stderr: ""});
  expect(stdout).toContain("  image: registry.example.com/shop:v1 -> registry.example.com/shop:v2\n");
  expect(stdout).toContain('  config.DEBUG: "1" (new)\n');
  expect(stdout).toContain("  secrets.API_TOKEN: changed, its value is not shown\n");
  expect(stdout).toMatch(/objects:\n/);
  expect(stdout).not.toContain(CANARY);
});

test("with -o json they stand in the words of helm-diff", async () => {
  const {stdout} = await run({typed: [...typed, "-o", "json"], cluster: STABLE});
  const {changes, objects} = JSON.parse(stdout);
  expect(changes.image).toMatchObject({change: "replace", newValue: "registry.example.com/shop:v2"});
  expect(changes.values).toContainEqual({
    path: "secrets",
    field: "API_TOKEN",
    change: "replace",
    changesSuppressed: true,
  });
  expect(objects[0]).toMatchObject({changeType: expect.stringMatching(/^(ADD|REMOVE|MODIFY)$/)});
  expect(stdout).not.toContain(CANARY);
});

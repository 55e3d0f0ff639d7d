import {expect} from "vitest";
import {tagImage} from "../cluster/index.ts";
import {beginStory, served} from "./story.ts";

// What a version really is: its values to the letter, how it differs from live, and which build ran under its tag.

const {world, tell, end} = beginStory({name: "versions", helm: "helm4", router: "gateway-api"});

const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);

/** A tag that a team builds anew. */
const MOVING = "localhost/shop:moving";

async function release(note: string, ...more: readonly string[]): Promise<string> {
  const set = ["--set-string", `image.tag=moving,config.NOTE=${note}`, ...more];
  const said = await djcd("upgrade", "shop", ...set, "--strategy", "blue-green");
  await djcd("promote", "shop");
  await djcd("finish", "shop");
  return said;
}

// The two go together: a container runtime takes no group without a user.
tell("a plan says what changes, and null takes a default out of the pods", async () => {
  await tagImage("localhost/shop:v2", MOVING);
  const more = [
    "--set",
    "podSecurityContext.runAsUser=null,podSecurityContext.runAsGroup=null",
    "--set-string",
    "secrets.TOKEN=hidden-3141",
    "--show-objects",
  ];
  const said = await release("one", ...more);
  expect(said).toContain("changes against #0, which is live:\n  image: localhost/shop:v1 -> localhost/shop:moving\n");
  expect(said).toContain("  config.NOTE: one (new)\n");
  expect(said).toContain("  podSecurityContext.runAsUser: 10001 (gone)\n");
  expect(said).toContain("  secrets.TOKEN: new, its value is not shown\n");
  expect(said).toContain("  ~ Deployment shop-web-blue\n");
  expect(said).not.toContain("hidden-3141");
  const users = await world().kubectl(
    "get",
    "pods",
    "-l",
    "slot=green",
    "-o",
    "jsonpath={.items[*].spec.securityContext}",
  );
  expect(users).toContain('"runAsNonRoot":true');
  expect(users).not.toContain("runAsUser");
  expect(await served(world())).toEqual(["v2"]);
});

tell("history tells two builds of one tag apart", async () => {
  // Older code under the same tag: it survives the schema of the other build, and is no other schema.
  await tagImage("localhost/shop:v1", MOVING);
  await release("two");
  expect(await served(world())).toEqual(["v1"]);
  const history = JSON.parse(await djcd("history", "shop", "-o", "json"));
  const [two, one] = history.map(({ran}: {ran: {ids: string[]}}) => ran.ids[0]);
  expect(two).toMatch(/^sha256:/);
  expect(one).toMatch(/^sha256:/);
  expect(one).not.toBe(two);
  const text = await djcd("history", "shop");
  expect(text).toMatch(/localhost\/shop:moving \([0-9a-f]{12}\)/);
  expect(text).toContain("since #1: config.NOTE\n");
});

tell("a rollback to a tag that was built anew is asked about, and changes nothing before", async () => {
  const {code, stderr} = await world().tryHelm("djcd", "rollback", "shop", "--to", "1", "--yes");
  expect({code, stderr}).toEqual({code: 4, stderr: expect.stringMatching(/it was another build since/)});
  expect(await served(world())).toEqual(["v1"]);
  await tagImage("localhost/shop:v2", MOVING);
  await djcd("rollback", "shop", "--to", "1", "--accept", MOVING);
  expect(await served(world())).toEqual(["v2"]);
});

end();

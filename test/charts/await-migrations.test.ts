import {fileURLToPath} from "node:url";
import {execa} from "execa";
import {expect, test} from "vitest";
import {sources} from "../generate/worlds.ts";

const script = (sources.chart["files/await_migrations.py"] ?? "").replace("PAUSE = 1", "PAUSE = 0.01");

interface World {
  readonly names?: readonly string[];
  /** Migrations of the image, each with those that it replaces. */
  readonly image?: Readonly<Record<string, readonly string[]>>;
  /** What the database has, each time that it is asked; a text is what it says instead of an answer. */
  readonly applied: readonly (readonly string[] | string)[];
}

/** What the init container prints until it is done, or until the story of the world ends. */
async function said({names, ...world}: World): Promise<string[]> {
  const env = {
    WORLD: JSON.stringify({image: {}, ...world}),
    PYTHONPATH: fileURLToPath(new URL("fake-django", import.meta.url)),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const {stdout} = await execa("python3", ["-c", script, ...(names ? ["--named", ...names] : [])], {
    env,
    reject: false,
  });
  return stdout.split("\n");
}

const GO = "All migrations that this version needs are applied.";

const image = {"shop.0001_a": [], "shop.0002_b": []};
const squashed = {"shop.0003_squash": ["shop.0001_a", "shop.0002_b"]};

const WORLDS: readonly (readonly [what: string, world: World, says: readonly string[]])[] = [
  ["everything is applied", {image, applied: [["shop.0001_a", "shop.0002_b"]]}, [GO]],
  [
    "a newer database than the image is enough",
    {image, applied: [["shop.0001_a", "shop.0002_b", "shop.0003_c"]]},
    [GO],
  ],
  [
    "it waits for the database, then for what is missing, and says so once",
    {
      image,
      applied: [
        "no route\nto host",
        "no route\nto host",
        [],
        ["shop.0001_a"],
        ["shop.0001_a"],
        ["shop.0001_a", "shop.0002_b"],
      ],
    },
    [
      "Waiting for the database, which says: no route to host",
      "Waiting for migrations: shop.0001_a, shop.0002_b",
      "Waiting for migrations: shop.0002_b",
      GO,
    ],
  ],
  ["no names are nothing to wait for", {names: [], image, applied: [[]]}, [GO]],
  ["a name that is needed is enough", {names: ["shop.0001_a"], image, applied: [["shop.0001_a"]]}, [GO]],
  [
    "a name that the image does not know is waited for",
    {names: ["auth.0001_x"], image, applied: [["shop.0001_a"], ["auth.0001_x"]]},
    ["Waiting for migrations: auth.0001_x", GO],
  ],
  [
    "a squash is there when all that it replaces is",
    {names: ["shop.0003_squash"], image: squashed, applied: [Object.keys(image)]},
    [GO],
  ],
  [
    "a squash is not there when a part of what it replaces is",
    {names: ["shop.0003_squash"], image: squashed, applied: [["shop.0001_a"]]},
    ["Waiting for migrations: shop.0003_squash"],
  ],
  [
    "what was replaced is there when the squash is",
    {names: ["shop.0002_b"], image: squashed, applied: [["shop.0003_squash"]]},
    [GO],
  ],
  [
    "four missing migrations are three and one more",
    {names: ["a.1", "a.2", "a.3", "a.4"], applied: [[]]},
    ["Waiting for migrations: a.1, a.2, a.3 and 1 more"],
  ],
];

test.concurrent.each(WORLDS)("%s", async (_, world, says) => {
  expect(await said(world)).toEqual(says);
});

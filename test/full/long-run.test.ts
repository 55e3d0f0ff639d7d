import {describe, expect} from "vitest";
import {beginStory, served, status} from "../e2e/story.ts";
import type {Major} from "../e2e/world.ts";
import {totals} from "../load/load.ts";

// Promise 3, at length: a hundred thousand requests through every verb, on both Helms.

const WANTED = 50_000;

describe.each<{readonly helm: Major}>([{helm: "helm3"}, {helm: "helm4"}])(
  "fifty thousand requests, $helm",
  ({helm}) => {
    const {world, load, tell, end} = beginStory({name: `long-${helm}`, helm, router: "gateway-api", rate: 100});
    const djcd = (...words: readonly string[]): Promise<string> => world().helm("djcd", ...words);
    const upgrade = (tag: string, ...how: readonly string[]): Promise<string> =>
      djcd("upgrade", "shop", "--yes", "--set", `image.tag=${tag}`, ...how);

    tell("every verb, again and again", async () => {
      await upgrade("v2", "--strategy", "blue-green");
      await djcd("promote");
      await djcd("finish");
      while ((await requests()) < WANTED) await round();
      expect(await status(world())).toMatchObject({phase: "stable"});
    });

    end();

    /** v1, which can live on the schema of v2, goes out step by step, comes back, goes out again and is rolled back when v2 is long down. */
    async function round(): Promise<void> {
      await upgrade("v1", "--strategy", "canary", "--steps", "10,50,100", "--pause=");
      await djcd("shift", "shop", "50");
      await djcd("rollback");
      await upgrade("v1", "--strategy", "canary", "--steps", "50,100", "--pause=2s");
      await djcd("rollback");
      await upgrade("v1", "--strategy", "blue-green");
      await djcd("promote");
      await djcd("finish");
      await djcd("rollback");
      await djcd("finish");
      expect(await served(world())).toEqual(["v2"]);
    }

    async function requests(): Promise<number> {
      return totals(await load().snapshot()).requests;
    }
  },
);

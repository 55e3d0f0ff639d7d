import {afterAll, beforeAll, describe, expect} from "vitest";
import {type ApiProxy, startProxy, upstreamOf} from "../proxy/proxy.ts";
import {type Background, inBackground} from "./background-command.ts";
import {beginStory, served, status} from "./story.ts";

// A control plane is upgraded, or the way to it is cut, while a command waits: it goes on when the server is back.

const AWAY_MILLISECONDS = 20_000;

interface Told {
  readonly work?: {readonly waits?: string};
}

describe("a command that waits outlives its API server", () => {
  const {world, tell, end} = beginStory({name: "outage", helm: "helm4", router: "gateway-api", rate: 15});
  let proxy: ApiProxy;

  beforeAll(async () => {
    proxy = await startProxy(upstreamOf(world().cluster.kubeconfig));
  });

  afterAll(() => proxy?.close());

  const typed = (...words: readonly string[]): Background =>
    inBackground(world(), {KUBECONFIG: proxy.kubeconfig}, ...words);

  /** The server is away as soon as the command waits for this; it goes on to its end all the same. */
  const outlives = async ({ended}: Background, what: RegExp): Promise<string> => {
    const waits = async (): Promise<string | undefined> => ((await status(world())) as unknown as Told).work?.waits;
    await Promise.race([
      expect.poll(waits, {timeout: 180_000, interval: 300}).toMatch(what),
      ended.then(({code, printed}) => expect.fail(`it ended with ${code}\n${printed}`)),
    ]);
    proxy.cut(AWAY_MILLISECONDS);
    const {code, printed} = await ended;
    expect({code, printed}).toEqual({code: 0, printed: expect.any(String)});
    return printed;
  };

  tell("in a timed pause", async () => {
    const canary = ["--strategy", "canary", "--steps", "25,100", "--pause", "30s"];
    await outlives(typed("upgrade", "shop", "--yes", "--set", "image.tag=v2", ...canary), /^the pause$/);
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("while pods of a rejected version end their requests", async () => {
    expect(await outlives(typed("rollback", "shop"), /pods that are still there/)).toContain("cannot be reached");
    expect(await served(world())).toEqual(["v1"]);
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}, notes: []});
  });

  end();
});

import {beforeAll, describe, expect} from "vitest";
import {type Background, inBackground} from "./background-command.ts";
import {beginStory, served, status} from "./story.ts";
import {buildTrial, TRIAL, TRIAL_ACCEPTED} from "./trial-image.ts";

// A command waits, and the person on call does something else: at once, from another machine, and one writes at a time.

const CANARY = ["--strategy", "canary", "--steps", "25,100"];

interface Told {
  readonly work?: {readonly waits?: string};
  readonly notes: readonly string[];
}

describe("a command that waits gives way", () => {
  const {world, tell, end} = beginStory({name: "overtaken", helm: "helm4", router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const upgrade = (...words: readonly string[]): Background =>
    inBackground(world(), {}, "upgrade", "shop", ...TRIAL_ACCEPTED, ...words);
  const told = async (): Promise<Told> => (await status(world())) as unknown as Told;
  /** One that ends instead of waiting says why. */
  const untilItWaits = ({ended}: Background, what: RegExp): Promise<void> =>
    Promise.race([
      expect.poll(async () => (await told()).work?.waits, {timeout: 180_000, interval: 500}).toMatch(what),
      ended.then(({code, printed}) => expect.fail(`it ended with ${code}\n${printed}`)),
    ]);
  const endsSuperseded = async ({ended}: Background, by: string): Promise<void> => {
    const {code, printed} = await ended;
    expect(printed).toMatch(
      new RegExp(`Error: superseded by (${by} of .*|another command, which has ended)\\. Nothing more`),
    );
    expect(code).toBe(4);
  };

  beforeAll(buildTrial);

  tell("in a timed pause, to a rollback", async () => {
    const waiting = upgrade("--set", "image.tag=v2", ...CANARY, "--pause", "5m");
    await untilItWaits(waiting, /^the pause$/);
    expect(await djcd("status")).toMatch(
      /at work {2}upgrade of #1 by .*\n.*step \d+ of \d+: pause 5m; until .*, then 100 %/,
    );
    expect(await djcd("rollback")).toContain("#1 in green is withdrawn");
    await endsSuperseded(waiting, "rollback");
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}, notes: []});
  });

  tell("in a timed pause, to a hold; what is held goes on when it is resumed, and not before", async () => {
    const words = ["--set", "image.tag=v2", ...CANARY, "--pause", "25s"];
    const waiting = upgrade(...words);
    await untilItWaits(waiting, /^the pause$/);
    await djcd("hold", "--reason", "somebody looks at the graphs");
    await endsSuperseded(waiting, "hold");
    expect(await djcd("upgrade", "shop", "--yes", ...words)).toContain("#2 is held at 25 % by ");
    expect(await djcd("status")).toMatch(/held {5}by .*: somebody looks at the graphs/);
    expect(await djcd("resume")).toMatch(/#2 goes on from 25 %[\s\S]*djcd finish shop/);
    expect(await served(world())).toEqual(["v2"]);
    await djcd("rollback");
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
  });

  tell("while it waits for pods, to a rollback, which ends it and leaves live as it is", async () => {
    const waiting = upgrade("--set", "image.tag=v2,web.health.path=/nowhere", ...CANARY, "--pause=");
    await untilItWaits(waiting, /pods available/);
    expect(await djcd("rollback")).toMatch(/upgrade of #3 by .* ends here: blue, which is live, keeps all traffic/);
    await endsSuperseded(waiting, "rollback");
    expect(await status(world())).toMatchObject({phase: "stable", number: 3, notes: []});
  });

  tell("while its migration runs, to a rollback, which does not take the healthy version back", async () => {
    const hangs = ["--set", `${TRIAL},migrations.timeoutSeconds=30`, "--set-string", "config.TRIAL_0004=hangs"];
    const waiting = upgrade(...hangs, "--strategy", "blue-green");
    await untilItWaits(waiting, /shop-migrate-/);
    expect(await djcd("rollback")).toMatch(
      /upgrade of #4 by .* ends here[\s\S]*migration Job shop-migrate-\w+ still runs/,
    );
    await endsSuperseded(waiting, "rollback");
    expect(await served(world())).toEqual(["v1"]);
  });

  tell("killed in its migration, it is told by status and by every plan, and a rollback ends it", async () => {
    const hangs = ["--set", `${TRIAL},migrations.timeoutSeconds=30`, "--set-string", "config.TRIAL_0004=hangs"];
    const killed = upgrade(...hangs, "--strategy", "blue-green");
    await untilItWaits(killed, /shop-migrate-/);
    killed.kill();
    await killed.ended;
    const cutShort =
      /upgrade of #5 by .* did not come to its end \(step \d+ of \d+: migrate: .*\); migration Job shop-migrate-\w+ still runs/;
    expect((await told()).notes.join("\n")).toMatch(cutShort);
    expect(await djcd("finish", "--dry-run")).toMatch(cutShort);
    expect(await djcd("rollback")).toMatch(/upgrade of #5 by .* ends here: blue, which is live, keeps all traffic/);
    expect(await served(world())).toEqual(["v1"]);
    expect(await status(world())).toMatchObject({phase: "stable", number: 5});
  });

  tell("while its rejected version goes down, to a second rollback, which brings the first to its end", async () => {
    await djcd("upgrade", "shop", "--yes", "--set", "image.tag=v2", ...CANARY, "--pause=");
    const waiting = inBackground(world(), {}, "rollback", "shop");
    await untilItWaits(waiting, /pods that are still there/);
    await djcd("rollback");
    await endsSuperseded(waiting, "rollback");
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}, notes: []});
    expect(await served(world())).toEqual(["v1"]);
  });

  end();
});

import {describe, expect} from "vitest";
import {type PerSlot, slotRelease} from "../../src/release/names.ts";
import {gaveBack, typeAndKill} from "../e2e/killed-command.ts";
import {beginStory, status} from "../e2e/story.ts";
import {V3_RENAMES, type World} from "../e2e/world.ts";
import {type as typeInModel, type Verb} from "../model/command.ts";
import {currentFront, liveSlot, type Model, PLAIN_INSTALL} from "../model/model.ts";
import {happen, type Incident} from "../model/people.ts";
import {summary} from "../model/promises.ts";
import {type Move, someMoves} from "../model/walk.ts";
import {type ApiProxy, startProxy, upstreamOf} from "../proxy/proxy.ts";

// A hundred random moves on the real cluster, under load: after each one `status` says what the model says.

const MOVES = 100;

describe("a random walk on the real cluster", () => {
  const {world, tell, end} = beginStory({name: "walk", helm: "helm4", router: "gateway-api"});
  const seed = Date.now() % 2 ** 31;

  tell(`a hundred moves, seed ${seed}`, async () => {
    const proxy = await startProxy(upstreamOf(world().cluster.kubeconfig));
    let model = PLAIN_INSTALL;
    let made = 0;
    for (const move of someMoves(seed)) {
      if (made === MOVES) break;
      const after = expected(model, move);
      if (!isPossible(model, after, move)) continue;
      console.log(`  ${++made}: ${JSON.stringify(move)}`);
      await make(world(), proxy, model, move);
      expect(await told(world()), JSON.stringify(move)).toEqual(inModel(after));
      model = after;
    }
    proxy.close();
  });

  end();
});

function expected(model: Model, move: Move): Model {
  return "typed" in move ? typeInModel(model, move.typed).model : happen(happen(model, move), {by: "time"});
}

/** Their schema ends the version before, killed or not, or they never come up. */
const COSTLY: readonly string[] = ["v3", "broken"];

/**
 * People do many things; here they take no traffic's last pod away, and release nothing that costs requests by itself.
 * Before the hand-over nobody scales: Helm puts the size back with it, which the model does not know.
 */
function isPossible(before: Model, after: Model, move: Move): boolean {
  if ("typed" in move) return !(move.typed.verb === "upgrade" && COSTLY.includes(move.typed.tag));
  if (move.by === "kubectl scale" && (move.to < 2 || !currentFront(before).block)) return false;
  return after.hurt.length === 0 && move.by !== "time";
}

async function make(world: World, proxy: ApiProxy, before: Model, move: Move): Promise<void> {
  if (!("typed" in move)) return INCIDENTS[move.by](world, before, move as never);
  await type(world, proxy, wordsOf(move.typed), move.kill);
}

/** Killed at that write, if it comes to it, and then typed until it is done, or refused as the model refuses it. */
async function type(world: World, proxy: ApiProxy, words: readonly string[], kill: number | undefined): Promise<void> {
  const killed = await typeAndKill(
    world,
    "helm4",
    proxy,
    words,
    ({number}, moment) => number === kill && moment === "done",
  );
  if (killed.code) console.log(`  ended with ${killed.code}: ${killed.printed}`);
  if (!killed.killed || gaveBack(killed.killed)) return;
  const again = await typeAndKill(world, "helm4", proxy, words, () => false);
  if (again.code) console.log(`  ended with ${again.code}: ${again.printed}`);
}

const STRATEGY = {
  "blue-green": ["--strategy", "blue-green"],
  canary: ["--strategy", "canary", "--steps", "25,50,100", "--pause=1s"],
  "canary by hand": ["--strategy", "canary", "--steps", "25,50,100", "--pause="],
} as const;

function wordsOf(verb: Verb): readonly string[] {
  if (verb.verb === "upgrade")
    return [
      "upgrade",
      "shop",
      "--yes",
      "--accept",
      V3_RENAMES,
      "--set",
      `image.tag=${verb.tag}`,
      ...STRATEGY[verb.strategy],
    ];
  if (verb.verb === "shift") return ["shift", "shop", `${verb.weight}`];
  if (verb.verb === "rollback" && verb.to !== undefined) return ["rollback", "shop", "--to", `${verb.to}`];
  return [verb.verb, "shop"];
}

type Incidents = {
  [K in Incident["by"]]: (world: World, model: Model, incident: Extract<Incident, {by: K}>) => Promise<void>;
};

const INCIDENTS: Incidents = {
  "helm rollback": async (world, model, {of, back}) => {
    const release = of === "front" ? "shop" : slotRelease("shop", of);
    const stored = of === "front" ? model.front : model.slots[of].revisions;
    const target = stored.at(-1 - (back % Math.max(1, stored.length)));
    if (!target || target === stored.at(-1)) return;
    await world.helm("rollback", release, `${await revisionLike(world, release, target)}`);
    await untilSettled(world);
  },
  "kubectl scale": async (world, model, {slot, to}) => {
    if (model.slots[slot].revisions.length === 0 && slot !== liveSlot(model)) return;
    await world.kubectl("scale", "deployment", `shop-web-${slot}`, `--replicas=${to}`);
    await untilSettled(world);
  },
  "pod death": async (world, model, {slot}) => {
    if (model.slots[slot].pods.length === 0) return;
    const pods = await world.kubectl("get", "pods", "-l", `slot=${slot},app.kubernetes.io/component=web`, "-o", "name");
    await world.kubectl("delete", pods.split("\n")[0] as string, "--wait=true");
    await untilSettled(world);
  },
  time: async () => {},
};

interface Stored {
  readonly revision: number;
  readonly block?: {readonly number: number; readonly traffic: object} | undefined;
  readonly number?: number;
}

/** Kills leave revisions that the model does not know: the newest one that says the same is meant. */
async function revisionLike(world: World, release: string, {block, number}: Stored): Promise<number> {
  const history = JSON.parse(await world.helm("history", release, "-o", "json")) as {revision: number}[];
  for (const {revision} of history.toReversed().slice(1)) {
    const values = await world.helm("get", "values", release, "--revision", `${revision}`, "-o", "json");
    const {rollout} = JSON.parse(values) as {rollout?: {number: number; traffic?: object}};
    const same = block ? JSON.stringify(rollout?.traffic) === JSON.stringify(block.traffic) : true;
    if (rollout?.number === (block?.number ?? number) && same) return revision;
  }
  throw new Error(`no stored revision of ${release} is like ${JSON.stringify(block ?? number)}`);
}

async function untilSettled(world: World): Promise<void> {
  await world.kubectl("rollout", "status", "deployment", "-l", "app.kubernetes.io/instance=shop", "--timeout=120s");
}

function inModel(model: Model): object {
  const {phase, record, route, slots} = summary(model);
  const {blue = 0, green = 0} = currentFront(model).block ? route : {blue: 100};
  const up = {blue: slots.blue.wanted, green: slots.green.wanted};
  return {phase, number: record.number, version: slots[record.live].tag, weights: {blue, green}, wanted: up};
}

async function told(world: World): Promise<object> {
  const {phase, number, weights, slots} = (await status(world)) as unknown as {
    readonly phase: string;
    readonly number: number;
    readonly weights: object;
    readonly slots: PerSlot<{readonly wanted: number; readonly role: string; readonly image?: string}>;
  };
  const version = Object.values(slots)
    .find(({role}) => role === "live")
    ?.image?.split(":")
    .at(-1);
  return {phase, number, version, weights, wanted: {blue: slots.blue.wanted, green: slots.green.wanted}};
}

import {get} from "node:http";
import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import {formatReport, type Load, totals} from "../load/load.ts";
import {makeWorld, type World, type WorldOptions} from "./world.ts";

/** A release that is told about in order, with load on it from the first word to the last. */
export interface Story {
  readonly world: () => World;
  readonly load: () => Load;
  /** One part: it fails too when a request failed while it was told. */
  tell(title: string, part: () => Promise<void>): void;
  /** The last part: nothing was lost. */
  end(): void;
}

/** The story ends its load; this is for one that nobody ends. */
const LONGEST_SECONDS = 3 * 3600;

/** Begins a story: a plain `helm install`, or what else a team begins with, and load. */
export function beginStory(
  options: WorldOptions,
  install: (world: World) => Promise<void> = (world) => world.install(),
): Story {
  let world: World;
  let load: Load;

  beforeAll(async () => {
    world = await makeWorld(options);
    await install(world);
    load = await world.load({seconds: LONGEST_SECONDS});
  });

  afterAll(async () => {
    await load?.stop();
    await world?.remove();
  });

  return {
    world: () => world,
    load: () => load,
    tell: (title, part) =>
      test(title, async () => {
        onTestFailed(async () => console.log(await world.explain()));
        await load.mark(title);
        await part();
        expect(totals(await load.snapshot(), title).failed).toBe(0);
      }),
    end: () =>
      test("not one request failed in the whole story, and orders were stored", async () => {
        const report = await load.stop();
        console.log(formatReport(report));
        expect(report.failures).toEqual([]);
        expect(report.orders.accepted).toBeGreaterThan(20);
      }),
  };
}

/** What `status -o json` says. */
export async function status(world: World): Promise<{readonly phase: string; readonly number: number}> {
  return JSON.parse(await world.helm("djcd", "status", "shop", "-o", "json"));
}

/** Versions of the shop that answer new requests now: what is still being answered does not count. */
export async function served({cluster, host}: World): Promise<string[]> {
  const answers = await Promise.all(Array.from({length: 20}, () => versionOf(cluster.url, host)));
  return [...new Set(answers)].sort();
}

/** The slot that answers a request with these headers, as the shop says it. */
export function slotBehind({cluster, host}: World, headers: Readonly<Record<string, string>>): Promise<string> {
  return answered("x-shop-slot", cluster.url, host, headers);
}

/** Percent of so many requests that a slot answers, ten at a time. */
export async function shareOf(world: World, slot: string, requests: number): Promise<number> {
  const one = async (): Promise<string[]> => {
    const slots: string[] = [];
    for (let asked = 0; asked < requests / 10; asked++) slots.push(await slotBehind(world, {}));
    return slots;
  };
  const all = (await Promise.all(Array.from({length: 10}, one))).flat();
  return (100 * all.filter((each) => each === slot).length) / all.length;
}

function versionOf(url: string, host: string): Promise<string> {
  return answered("x-shop-version", url, host);
}

function answered(
  mark: string,
  url: string,
  host: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const headers = {host, "x-forwarded-proto": "https", ...more};
  return new Promise((resolve, reject) => {
    get(`${url}/version`, {headers, agent: false}, (answer) => {
      answer.resume();
      resolve(`${answer.headers[mark]}`);
    }).on("error", reject);
  });
}

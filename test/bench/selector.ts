import {makeWorld, type World} from "../e2e/world.ts";
import {startLoad, totals} from "../load/load.ts";
import {untilServed} from "../load/until-served.ts";
import {BARE_HEADER, selectorChart} from "./bare.ts";
import {move, upgradeTo} from "./moves.ts";
import type {Book} from "./samples.ts";

const RATE = 30;

/** The same move on the path that Argo's blue/green takes: the selector of a Service. Gives the requests that were sent. */
export async function moveBySelector(book: Book, times: number): Promise<{requests: number; failed: number}> {
  const world = await makeWorld({name: "bench-selector", helm: "helm4", router: "service"});
  try {
    await world.install();
    return await releases(world, book, times);
  } finally {
    await world.remove();
  }
}

async function releases(world: World, book: Book, times: number): Promise<{requests: number; failed: number}> {
  const {cluster, host} = world;
  const djcd = (...words: readonly string[]): Promise<string> => world.helm("djcd", ...words);
  const bare = selectorChart(world);
  const bareTo = (slot: string): Promise<string> =>
    world.helm("upgrade", "--install", "bare", bare, "--set", `slot=${slot}`);
  await untilServed(cluster.url, host);
  await djcd(...upgradeTo("v2"));
  await djcd("rollback", "shop");
  await bareTo("blue");
  const like = {url: cluster.url, host, slowViews: 0, seconds: 3600, rate: RATE};
  const load = await startLoad(like);
  const bareLoad = await startLoad({...like, orders: 0, headers: {[BARE_HEADER.name]: BARE_HEADER.value}});
  for (let done = 0; done < times; done++) {
    await djcd(...upgradeTo("v2"));
    await move(book, bareLoad, "v1", {seen: "bareSelectorSeen"}, () => bareTo("green"));
    await move(book, load, "v1", {seen: "selectorSeen"}, () => djcd("promote", "shop"));
    await move(book, bareLoad, "v2", {seen: "bareSelectorSeen"}, () => bareTo("blue"));
    await move(book, load, "v2", {seen: "selectorBackSeen"}, () => djcd("rollback", "shop"));
  }
  await bareLoad.stop();
  return totals(await load.stop());
}

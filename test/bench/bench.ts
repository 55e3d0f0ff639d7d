import {join} from "node:path";
import {execa} from "execa";
import {HOME} from "../cli/plugin.ts";
import {makeWorld, type World} from "../e2e/world.ts";
import {type Load, startLoad, totals} from "../load/load.ts";
import {untilServed} from "../load/until-served.ts";
import {type ApiProxy, type Recording, startProxy, upstreamOf} from "../proxy/proxy.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {BARE_HEADER, weightsChart} from "./bare.ts";
import {countedRequests, watchPods} from "./counters.ts";
import type {Results} from "./document.ts";
import {describeMachine} from "./machine.ts";
import {calm, lastAnswerOf, move, upgradeTo} from "./moves.ts";
import {countKinds} from "./request-kinds.ts";
import {Book} from "./samples.ts";
import {moveBySelector} from "./selector.ts";

const RATE = 100;

interface Bench {
  readonly world: World;
  readonly book: Book;
  /** On the route of djcd. */
  readonly load: Load;
  /** On the bare chart's. */
  readonly bareLoad: Load;
  readonly bare: string;
  readonly djcd: (...words: readonly string[]) => Promise<string>;
}

/** How often: releases take more than a minute each, calls a second. */
interface Times {
  readonly releases: number;
  readonly calls: number;
}

/** Measures everything, in two worlds, one after the other. */
export async function measure(times: Times, say: (line: string) => void): Promise<Results> {
  const book = new Book();
  const results = await measureWeights(book, times, say);
  say("by the selector of a Service");
  const {requests, failed} = await moveBySelector(book, times.releases);
  const {load} = results;
  return {...results, load: {requests: load.requests + requests, failed: load.failed + failed}};
}

async function measureWeights(book: Book, {releases, calls}: Times, say: (line: string) => void): Promise<Results> {
  const world = await makeWorld({name: "bench", helm: "helm4", router: "gateway-api"});
  try {
    await world.install();
    const bench = await begin(world, book);
    say("the first release");
    await firstRelease(bench);
    for (let done = 0; done < releases; done++) {
      say(`release ${done + 1} of ${releases}`);
      await outAndBack(bench);
      await outAndColdBack(bench);
    }
    say("calls");
    for (let done = 0; done < calls; done++) await call(bench);
    say("counts");
    for (let done = 0; done < Math.min(releases, 3); done++) await count(bench);
    return await resultsOf(bench);
  } finally {
    await world.remove();
  }
}

async function begin(world: World, book: Book): Promise<Bench> {
  const {cluster, host} = world;
  const like = {url: cluster.url, host, slowViews: 0, seconds: 6 * 3600};
  await untilServed(cluster.url, host);
  return {
    world,
    book,
    bare: weightsChart(world),
    load: await startLoad({...like, rate: RATE}),
    bareLoad: await startLoad({...like, rate: 40, orders: 0, headers: {[BARE_HEADER.name]: BARE_HEADER.value}}),
    djcd: (...words) => world.helm("djcd", ...words),
  };
}

/** Hand-over and migration happen once; it ends with v2 live. */
async function firstRelease({book, djcd, world, bare}: Bench): Promise<void> {
  await book.time("firstUpgrade", () => djcd(...upgradeTo("v2")));
  await world.helm("install", "bare", bare, "--set", "blue=0,green=100");
  await djcd("promote", "shop");
  await djcd("finish", "shop");
}

/** v1 comes up, gets everything and loses it again; a share is moved, and the same by a bare Helm, in turn. */
async function outAndBack(bench: Bench): Promise<void> {
  const {book, djcd, load, bareLoad} = bench;
  await book.time("upgrade", () => djcd(...upgradeTo("v1")));
  for (const weight of [50, 0]) {
    await book.time("shift", () => djcd("shift", "shop", `${weight}`));
    await book.time("bareUpgrade", () => bareTo(bench, weight === 0 ? "v2" : "v1"));
  }
  await move(book, bareLoad, "v2", {seen: "bareSeen", whole: "bareUpgrade"}, () => bareTo(bench, "v1"));
  await move(book, load, "v2", {seen: "promoteSeen", whole: "promote"}, () => djcd("promote", "shop"));
  await move(book, bareLoad, "v1", {seen: "bareBackSeen", whole: "bareUpgrade"}, () => bareTo(bench, "v2"));
  await move(book, load, "v1", {seen: "warmSeen", whole: "warm"}, () => djcd("rollback", "shop"));
}

/** v1 goes out for good; then v2, which is down by now, comes back in one command. */
async function outAndColdBack(bench: Bench): Promise<void> {
  const {book, djcd, load} = bench;
  await book.time("release", async () => {
    await book.time("upgrade", () => djcd(...upgradeTo("v1")));
    await move(book, load, "v2", {seen: "promoteSeen", whole: "promote"}, () => djcd("promote", "shop"));
    await bareTo(bench, "v1");
    await book.time("finish", () => djcd("finish", "shop"));
  });
  await move(book, load, "v1", {seen: "coldSeen", whole: "cold"}, () => djcd("rollback", "shop"));
  await bareTo(bench, "v2");
  await djcd("finish", "shop");
}

/** All of the bare route's traffic to the slot that holds a version. */
async function bareTo({world, bare}: Bench, version: "v1" | "v2"): Promise<void> {
  // v1 was installed into blue, and each version comes back to where it was.
  const weights = version === "v1" ? "blue=100,green=0" : "blue=0,green=100";
  await world.helm("upgrade", "bare", bare, "--set", weights);
}

/** The short commands, in turn with Helm's own. */
async function call({book, djcd, world}: Bench): Promise<void> {
  await book.time("bareStatus", () => world.helm("status", "shop"));
  await book.time("status", () => djcd("status", "shop"));
  await book.time("bareHistory", () => world.helm("history", "shop"));
  await book.time("history", () => djcd("history", "shop"));
  await book.time("bareVersion", () => world.helm("version"));
  await book.time("nodeStart", () => execa(process.execPath, ["--eval", "0"]));
  await book.time("help", () => djcd("--help"));
  const [choices, out] = [join(HOME, "examples", "shop", "djcd.yaml"), join(temporaryFolder("bench"), "shop")];
  await book.time("generate", () => djcd("generate", "-f", choices, "--out", out));
}

/** A release through the proxy: what was asked of the API server, which pods were made, and when the route was written. */
async function count(bench: Bench): Promise<void> {
  const {book, world} = bench;
  const proxy = await startProxy(upstreamOf(world.cluster.kubeconfig));
  const env = {KUBECONFIG: proxy.kubeconfig, HELM_BIN: world.cluster.helm4, HELM_NAMESPACE: world.namespace};
  const djcd = (...words: readonly string[]) =>
    execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), ...words], {env});
  try {
    const [pods, before, started] = [await watchPods(world), await countedRequests(world), Date.now()];
    const upgrade = proxy.record();
    await djcd(...upgradeTo("v1"));
    const promote = await stages(bench, proxy, () => djcd("promote", "shop"));
    const finish = proxy.record();
    await djcd("finish", "shop");
    const after = await countedRequests(world);
    const sent = [upgrade, promote, finish].flatMap((recording) => recording.sent);
    book.note("requests", sent.length);
    book.note("requestsHelm", sent.filter(({sender}) => sender === "helm").length);
    for (const [figure, times] of countKinds(sent)) book.note(figure, times);
    book.note("pods", pods.stop());
    book.note("requestsNet", after - before - (await background(world, Date.now() - started)));
    await world.helm("djcd", "rollback", "shop");
    await world.helm("djcd", "finish", "shop");
  } finally {
    proxy.close();
  }
}

/** Runs a `promote` from v2 to v1, and notes how long each part of it took. */
async function stages({book, load}: Bench, proxy: ApiProxy, promote: () => Promise<unknown>): Promise<Recording> {
  let routed = 0;
  const recording = proxy.record(({method, path}, moment) => {
    if (method === "PATCH" && path.includes("/httproutes/") && moment === "before") routed ||= Date.now();
    return undefined;
  });
  await calm();
  const typed = Date.now();
  await promote();
  book.note("stageRest", Date.now() - routed);
  book.note("stageStart", (recording.begun ?? Number.NaN) - typed);
  book.note("stageLook", routed - (recording.begun ?? Number.NaN));
  book.note("stagePlane", (await lastAnswerOf(load, "v2")) - routed);
  return recording;
}

/** What is asked of the API server in a time in which nobody does anything. */
async function background(world: World, milliseconds: number): Promise<number> {
  const before = await countedRequests(world);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return (await countedRequests(world)) - before;
}

async function resultsOf({world, book, load, bareLoad}: Bench): Promise<Results> {
  const machine = await describeMachine(world, RATE);
  const [own, bare] = await Promise.all([load.stop(), bareLoad.stop()]);
  if (totals(bare).failed > 0) console.log("requests over the bare route that failed:", bare.failures);
  const {requests, failed} = totals(own);
  return {
    samples: (figure) => book.of(figure),
    load: {requests, failed},
    machine,
    day: new Date().toISOString().slice(0, 10),
  };
}

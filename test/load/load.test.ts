import type {RequestListener} from "node:http";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, describe, expect, it} from "vitest";
import {formatReport, type LoadOptions, lastSeen, type Report, startLoad, totals} from "./load.ts";
import {settingsOf} from "./options.ts";
import {Run} from "./run.ts";
import {goodShop, resetsOnReuse, serve, type TestServer} from "./server.ts";

const QUIET = {host: "shop.test", rate: 0, orders: 0, slowViews: 0};

let server: TestServer | undefined;

afterEach(() => server?.close());

async function loadFor(milliseconds: number, url: string, options: Partial<LoadOptions>): Promise<Report> {
  const run = new Run(settingsOf({...QUIET, ...options, url}));
  run.start();
  await sleep(milliseconds);
  return await run.stop();
}

async function loadOn(listener: RequestListener, options: Partial<LoadOptions>): Promise<Report> {
  server = await serve(listener);
  return await loadFor(300, server.url, options);
}

function reasons(report: Report): string[] {
  return [...new Set(report.failures.map(({kind, reason}) => `${kind}: ${reason}`))].toSorted();
}

describe("what is counted as failed", () => {
  const table: [string, Partial<LoadOptions>, RequestListener, string[]][] = [
    ["nothing, when all is well", {rate: 70, orders: 10, slowViews: 1}, goodShop("v1", "blue"), []],
    [
      "answers that are no 2xx",
      {rate: 70},
      (_, response) => response.writeHead(503).end(),
      ["fresh: status 503", "kept-alive: status 503"],
    ],
    [
      "a redirect of a page",
      {rate: 70},
      (_, response) => response.writeHead(302).end(),
      ["fresh: status 302", "kept-alive: status 302"],
    ],
    [
      "connections that are reset without an answer",
      {rate: 70, slowViews: 1},
      (request) => request.socket.resetAndDestroy(),
      ["fresh: ECONNRESET", "kept-alive: ECONNRESET", "slow-view: ECONNRESET"],
    ],
    [
      "answers that end before they are whole",
      {slowViews: 1},
      (_, response) => void response.writeHead(200, {"Content-Length": 100}).write("half", () => response.destroy()),
      ["slow-view: ECONNRESET"],
    ],
    [
      "an order whose form is shown again, for it was not stored",
      {orders: 10},
      (_, response) => response.end("try again"),
      ["order: status 200"],
    ],
    [
      "an order form that does not come",
      {orders: 10},
      (_, response) => response.writeHead(500).end(),
      ["form: status 500"],
    ],
    [
      "an order without its cookie and origin",
      {orders: 10, host: "other.test"},
      goodShop("v1", "blue"),
      ["order: status 403"],
    ],
  ];

  it.each(table)("%s", async (_, options, listener, expected) => {
    const report = await loadOn(listener, options);
    expect(reasons(report)).toEqual(expected);
    expect(totals(report).requests).toBeGreaterThan(0);
    expect(totals(report).failed).toBe(report.failures.length);
    expect(report.inFlight).toBe(0);
  });

  it("connections that are refused", async () => {
    server = await serve(() => {});
    server.close();
    const report = await loadFor(300, server.url, {rate: 70, slowViews: 1});
    expect(reasons(report)).toEqual(["fresh: ECONNREFUSED", "kept-alive: ECONNREFUSED", "slow-view: ECONNREFUSED"]);
  });
});

it("a kept-alive connection that dies under a request is a failure, and no request is sent twice", async () => {
  const report = await loadOn(resetsOnReuse(), {rate: 140, connections: 5});
  expect(reasons(report)).toEqual(["kept-alive: ECONNRESET"]);
  expect(report.failures.every(({reused}) => reused)).toBe(true);
  expect(totals(report).requests).toBe(server?.seen.get("/"));
});

it("an answer that does not come in time is slow, not failed", async () => {
  const report = await loadOn(() => {}, {rate: 70, timeoutSeconds: 0.3});
  expect(totals(report)).toMatchObject({failed: 0});
  expect(totals(report).slow).toBe(totals(report).requests);
});

it("an answer that is only late is an answer, with its latency, and holds back no other request", async () => {
  const report = await loadOn((_, response) => void setTimeout(() => response.end(), 200), {rate: 140});
  const {requests, failed, slow} = totals(report);
  expect({failed, slow}).toEqual({failed: 0, slow: 0});
  expect(requests).toBeGreaterThan(30);
  expect(report.phases[0]?.kinds.fresh?.p50).toBeGreaterThanOrEqual(190);
});

describe("kept-alive connections", () => {
  async function portsUsed(connections: number, milliseconds: number): Promise<number> {
    const ports = new Set<number | undefined>();
    const listener: RequestListener = (request, response) => {
      if (request.headers.connection === "keep-alive") ports.add(request.socket.remotePort);
      setTimeout(() => response.end(), milliseconds);
    };
    await loadOn(listener, {rate: 140, connections});
    return ports.size;
  }

  it("all take their turn", async () => {
    expect(await portsUsed(8, 0)).toBeGreaterThanOrEqual(8);
  });

  it("become more while all are busy: a slow server is not spared requests", async () => {
    expect(await portsUsed(2, 150)).toBeGreaterThan(8);
  });
});

it("orders that were accepted are told apart from those that may be stored or not", async () => {
  let posts = 0;
  const shop = goodShop("v1", "blue");
  const report = await loadOn(
    (request, response) => {
      if (request.method === "POST") posts += 1;
      if (request.method === "POST" && posts % 2 === 0) return void request.socket.destroy();
      shop(request, response);
    },
    {orders: 20},
  );
  expect(report.orders.accepted + report.orders.uncertain).toBe(posts);
  expect(report.orders.uncertain).toBe(Math.floor(posts / 2));
});

it("the router's word on the slot goes before the application's", async () => {
  const shop = goodShop("v1", "blue");
  const report = await loadOn((request, response) => shop(request, response.setHeader("X-Djcd-Slot", "green")), {
    rate: 50,
  });
  expect(Object.keys(report.slots)).toEqual(["green"]);
});

describe("in a process of its own", () => {
  it("answers are counted in the phase, and for the version, in which they came", async () => {
    let shop = goodShop("v1", "blue");
    server = await serve((request, response) => shop(request, response));
    const load = await startLoad({...QUIET, url: server.url, rate: 140, orders: 10, phase: "before"});
    await sleep(400);
    const before = await load.snapshot();
    await load.mark("switch");
    shop = goodShop("v2", "green");
    await sleep(200);
    await load.mark("after");
    await sleep(400);
    const report = await load.stop();
    expect(before.phases.map(({name}) => name)).toEqual(["before"]);
    const versions = report.phases.map((phase) => [phase.name, Object.keys(phase.versions)]);
    expect(versions).toEqual([
      ["before", ["v1"]],
      ["switch", expect.arrayContaining(["v2"])],
      ["after", ["v2"]],
    ]);
    expect(totals(report).failed).toBe(0);
    expect(totals(report, "after").requests).toBe(report.phases[2]?.slots.green);
    expect(lastSeen(report, "blue")?.answeredAt).toBeLessThanOrEqual(lastSeen(report, "v2")?.answeredAt ?? 0);
    expect(formatReport(report)).toContain("after: answers by version v2");
  });

  it("the load ends by itself, and tells whoever asks later", async () => {
    server = await serve(goodShop("v1", "blue"));
    const load = await startLoad({...QUIET, url: server.url, rate: 70, seconds: 0.4});
    const report = await load.ended;
    expect(totals(report).requests).toBeGreaterThan(10);
    expect(await load.stop()).toEqual(report);
    expect(await load.snapshot()).toEqual(report);
  });
});

it("a report is a compact table", () => {
  const kind = {ok: 98, failed: 1, slow: 1, p50: 4, p99: 21, max: 140};
  const failure = {kind: "fresh", at: 0, phase: "promote", reason: "ECONNRESET", afterMilliseconds: 3} as const;
  const report: Report = {
    ...{startedAt: 0, endedAt: 2500, inFlight: 0, versions: {}, slots: {}},
    phases: [
      {name: "start", seconds: 1, kinds: {"kept-alive": {...kind, failed: 0, slow: 0}}, versions: {v1: 98}, slots: {}},
      {name: "promote", seconds: 1.5, kinds: {fresh: kind}, versions: {v2: 60, v1: 39}, slots: {green: 60, blue: 39}},
    ],
    failures: [{...failure, reused: false, version: "v1", slot: "blue"}],
    orders: {email: "load@example.com", accepted: 12, uncertain: 1},
  };
  expect(formatReport(report)).toMatchInlineSnapshot(`
    "phase            kind        ok  failed  slow  p50 ms  p99 ms  max ms
    start (1.0 s)    kept-alive  98       0     0       4      21     140
    promote (1.5 s)  fresh       98       1     1       4      21     140

    start: answers by version v1 98; by slot none
    promote: answers by version v1 39, v2 60; by slot blue 39, green 60
      00:00:00.000 promote: fresh failed: ECONNRESET after 3 ms (v1 blue)
    198 requests, 1 failed, 1 slow; 12 orders accepted, 1 uncertain"
  `);
});

import {spawn} from "node:child_process";
import {once} from "node:events";
import {createServer, type IncomingHttpHeaders, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {text} from "node:stream/consumers";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {type ApiProxy, type Moment, named, startProxy} from "./proxy.ts";
import {isWrite, sentBy} from "./request.ts";
import {killer, type Whom} from "./victim.ts";

// An API server of one answer stands behind the proxy.

const CONFIG_MAPS = "/api/v1/namespaces/shop/configmaps";
const LEASES = "/apis/coordination.k8s.io/v1/namespaces/shop/leases";

let server: Server;
let proxy: ApiProxy;
let heard: {line: string; body: string; headers: IncomingHttpHeaders}[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    heard.push({line: `${request.method} ${request.url}`, body: await text(request), headers: request.headers});
    response.setHeader("x-told", "yes").writeHead(201).write("do");
    response.end("ne");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  proxy = await startProxy({server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "secret"});
});

beforeEach(() => {
  heard = [];
});

afterAll(() => {
  proxy.close();
  server.close();
});

test("what is asked and answered passes as it is, with the credentials of the cluster", async () => {
  const answer = await fetch(`${proxy.url}${CONFIG_MAPS}?fieldManager=djcd`, {method: "POST", body: "{}"});
  expect({status: answer.status, told: answer.headers.get("x-told"), body: await answer.text()}).toEqual({
    status: 201,
    told: "yes",
    body: "done",
  });
  expect(heard).toMatchObject([
    {line: `POST ${CONFIG_MAPS}?fieldManager=djcd`, body: "{}", headers: {authorization: "Bearer secret"}},
  ]);
});

test("writes are numbered and named, and every request is counted", async () => {
  const record = proxy.record();
  await fetch(`${proxy.url}${CONFIG_MAPS}`);
  await fetch(`${proxy.url}${CONFIG_MAPS}/one`, {method: "DELETE"});
  await fetch(`${proxy.url}${CONFIG_MAPS}/two`, {method: "PATCH", headers: {"user-agent": "Helm/4.3.1"}});
  expect(record.writes.map((write) => [write.number, named(write)])).toEqual([
    [1, "djcd: DELETE configmaps/one"],
    [2, "helm: PATCH configmaps/two"],
  ]);
  expect(record.counts()).toEqual({DELETE: 1, GET: 1, PATCH: 1});
});

test.each([
  ["GET", CONFIG_MAPS, false],
  ["POST", CONFIG_MAPS, true],
  ["POST", `${CONFIG_MAPS}?dryRun=All&fieldManager=helm`, false],
  ["POST", LEASES, true],
  ["PUT", `${LEASES}/djcd-shop`, false],
  ["DELETE", `${LEASES}/djcd-shop`, true],
])("%s %s is a write: %s", (method, url, expected) => expect(isWrite(method, url)).toBe(expected));

test.each([
  ["Helm/3.22.0", "helm"],
  ["kubectl/v1.34.4 (linux/amd64)", "kubectl"],
  ["", "djcd"],
])("User-Agent %s is of %s", (userAgent, sender) => expect(sentBy("GET", "/", userAgent).sender).toBe(sender));

/** What a pipeline would run: it writes twice, and says when each answer has come. */
const WRITER = `
const url = process.argv[1];
for (const name of ["one", "two"]) {
  await fetch(url + "/" + name, {method: "DELETE", headers: {"user-agent": process.argv[2]}});
  console.log(name);
}`;

/** Both writes, with a kill at the second. */
async function killed(moment: Moment, whom: Whom, userAgent = ""): Promise<object> {
  const url = `${proxy.url}${CONFIG_MAPS}`;
  let pid = 0;
  proxy.record(killer({when: ({number}, now) => number === 2 && now === moment, whom, signal: "SIGKILL"}, () => pid));
  const args = ["--input-type=module", "-e", WRITER, url, userAgent];
  const child = spawn(process.execPath, args, {detached: true, stdio: ["ignore", "pipe", "inherit"]});
  pid = child.pid ?? 0;
  const [said, [, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return {did: heard.map(({line}) => line.split("/").at(-1)), said: said.trim().split("\n"), signal};
}

describe("a command that is killed at its second write", () => {
  test("before: the API server never hears of it", async () => {
    expect(await killed("before", "command")).toEqual({did: ["one"], said: ["one"], signal: "SIGKILL"});
  });
  test("done: the API server did it, the command never heard", async () => {
    expect(await killed("done", "command")).toEqual({did: ["one", "two"], said: ["one"], signal: "SIGKILL"});
  });
  test("answered: the write was done, and the kill came after the answer", async () => {
    expect(await killed("answered", "command")).toMatchObject({did: ["one", "two"], signal: "SIGKILL"});
  });
  test("where the Helm that it runs sent the write, that one lives on and is served", async () => {
    expect(await killed("before", "command", "Helm/4.3.1")).toMatchObject({said: ["one"], signal: "SIGKILL"});
    await expect.poll(() => heard.length, {timeout: 10_000}).toBe(2);
  });
});

test("a write that is refused is answered with 403, and the API server never hears of it", async () => {
  const recording = proxy.record((write) => (write.method === "POST" ? "refused" : undefined));
  const answer = await fetch(`${proxy.url}${CONFIG_MAPS}`, {method: "POST", body: "{}"});
  expect({status: answer.status, ...((await answer.json()) as object)}).toMatchObject({
    code: 403,
    message: "refused by a policy of the test",
  });
  expect((await fetch(`${proxy.url}${CONFIG_MAPS}/a`, {method: "PATCH", body: "{}"})).status).toBe(201);
  expect(heard.map(({line}) => line)).toEqual([`PATCH ${CONFIG_MAPS}/a`]);
  expect(recording.writes).toHaveLength(2);
});

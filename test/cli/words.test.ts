import {readFileSync} from "node:fs";
import {createServer} from "node:https";
import type {AddressInfo} from "node:net";
import {afterAll, expect, test} from "vitest";
import {askWhoAnswers} from "../../src/apply/ask-answers.ts";
import {dataOf, emptyLedger} from "../../src/release/ledger.ts";
import {VERSION} from "../../src/version.ts";
import {STABLE} from "../refusals/rows/clusters.ts";
import {run} from "../refusals/run.ts";
import {selfSigned} from "./listener.ts";

test.each(["version", "--version", "-v"])("djcd %s says which one it is, and asks no cluster", async (typed) => {
  expect(await run({typed})).toMatchObject({code: 0, stdout: `djcd ${VERSION}`, stderr: ""});
});

const entry = {rollout: 1, at: "2026-11-25T12:00:00.000Z", did: "fill green with #1: shop:v1", by: "ann"};
const ledger = {...emptyLedger("shop"), data: dataOf(entry)};
const cluster = {...STABLE, objects: {...STABLE.objects, configmaps: [ledger]}};
const env = {TMPDIR: "FOLDER"};

test.each([
  ["here", "report shop", {}, "shop-1.html", ["shop-1.html"]],
  ["beside a checkout, in what may go", "report shop", {".git/HEAD": ""}, "FOLDER/shop-1.html", ["shop-1.html"]],
  ["where it is wanted, in a checkout too", "report shop -f out.html", {".git": ""}, "out.html", ["out.html"]],
  ["under a name with a blank", ["report", "shop", "-f", "the story.html"], {}, "'the story.html'", ["the story.html"]],
])("a report is written %s, and where is said as a shell takes it", async (_, typed, files, said, written) => {
  const ran = await run({typed, files, env, cluster});
  expect(ran.stdout).toBe(`the report of #1 is in ${said}`);
  expect(Object.keys(ran.files)).toEqual(written);
});

const warned: Error[] = [];
const warn = (warning: Error): void => void warned.push(warning);
process.on("warning", warn);
afterAll(() => void process.off("warning", warn));

test.each(["127.0.0.1", "127.0.0.1:8443", "shop.example.com", "shop.example.com:8443"])(
  "Node warns of nothing where a site over TLS is asked as %s",
  async (host) => {
    const {key, certificate} = await selfSigned("IP:127.0.0.1");
    const site = createServer({key: readFileSync(key), cert: readFileSync(certificate)}, (request, answer) => {
      const {servername} = request.socket as unknown as {servername: string | false};
      answer.writeHead(200, {"X-Djcd-Slot": servername || "none"}).end();
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    const {port} = site.address() as AddressInfo;
    const {slot} = await askWhoAnswers({url: `https://127.0.0.1:${port}/`, host}, undefined);
    site.close();
    expect(slot).toBe(host.startsWith("127") ? "none" : "shop.example.com");
    expect(warned).toEqual([]);
  },
);

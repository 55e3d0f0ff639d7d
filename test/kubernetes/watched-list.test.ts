import {writeFileSync} from "node:fs";
import {createServer, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {connect} from "../../src/kubernetes/api.ts";
import {loadKubeConfig} from "../../src/kubernetes/kubeconfig.ts";
import {helmSettings} from "../../src/kubernetes/settings.ts";
import {watchList} from "../../src/kubernetes/watched-list.ts";
import {temporaryFolder} from "../temporary-folder.ts";

const PATH = "/api/v1/namespaces/default/pods?labelSelector=slot%3Dgreen";

const pod = (name: string, phase = "Running") => ({metadata: {name}, status: {phase}});
const line = (type: string, object: object): string => `${JSON.stringify({type, object})}\n`;

const FORBIDDEN = JSON.stringify({apiVersion: "v1", kind: "Status", status: "Failure", message: "no", code: 403});

/** What a stream does once it is open. */
type Stream = (answer: ServerResponse) => void;

/** An API server that lists one pod more each time, and streams as it is told; what it was asked, in order. */
async function server(stream: Stream) {
  const asked: string[] = [];
  const open = new Set<ServerResponse>();
  const it = createServer(({url = ""}, answer) => {
    const isWatch = url.includes("watch=1");
    asked.push(isWatch ? "watch" : "list");
    answer.setHeader("content-type", "application/json");
    if (isWatch) {
      open.add(answer);
      answer.on("close", () => open.delete(answer));
      return stream(answer);
    }
    const items = asked.filter((one) => one === "list").map((_, index) => pod(`pod-${index + 1}`));
    answer.end(JSON.stringify({apiVersion: "v1", kind: "PodList", metadata: {resourceVersion: "7"}, items}));
  });
  await new Promise<void>((resolve) => it.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void it.close());
  return {asked, open, port: (it.address() as AddressInfo).port};
}

/** What follows the pods of that server, by a clock of the test. */
function following(port: number) {
  const file = join(temporaryFolder("watched-list"), "config");
  const context = {name: "it", context: {cluster: "it", user: "it"}};
  const cluster = {name: "it", cluster: {server: `http://127.0.0.1:${port}`}};
  const user = {name: "it", user: {}};
  writeFileSync(
    file,
    JSON.stringify({clusters: [cluster], users: [user], contexts: [context], "current-context": "it"}),
  );
  const settings = helmSettings({KUBECONFIG: file});
  let now = 0;
  const clock = {now: () => new Date(now), sleep: async () => {}};
  const list = watchList<ReturnType<typeof pod> & {apiVersion: string; kind: string}>(
    connect(loadKubeConfig(settings), settings),
    clock,
    PATH,
  );
  onTestFinished(() => list.close());
  /** Some seconds later, as a wait looks. */
  const later = async (seconds: number): Promise<readonly string[]> => {
    now += seconds * 1000;
    return (await list.items()).map(({metadata, status}) => `${metadata.name} ${status.phase}`);
  };
  return {list, later};
}

const soon = {timeout: 3000, interval: 20};

test("what a stream tells is in the list, and costs no other request", async () => {
  let tell: Stream = () => {};
  const opened = new Promise<ServerResponse>((resolve) => {
    tell = resolve;
  });
  const {asked, port} = await server((answer) => {
    answer.flushHeaders();
    tell(answer);
  });
  const {later} = following(port);
  expect(await later(0)).toEqual(["pod-1 Running"]);
  const answer = await opened;
  answer.write(line("ADDED", pod("pod-2", "Pending")) + line("BOOKMARK", {metadata: {}}));
  await expect.poll(() => later(1), soon).toEqual(["pod-1 Running", "pod-2 Pending"]);
  // Half a line is one when the rest of it comes.
  const modified = line("MODIFIED", pod("pod-2"));
  answer.write(modified.slice(0, 20));
  answer.write(modified.slice(20) + line("DELETED", pod("pod-1")));
  await expect.poll(() => later(1), soon).toEqual(["pod-2 Running"]);
  expect(asked).toEqual(["list", "watch"]);
});

test.each<[string, Stream]>([
  ["ends", (answer) => void answer.end()],
  ["says that its version is forgotten", (answer) => void answer.write(line("ERROR", {kind: "Status", code: 410}))],
  ["is cut", (answer) => void answer.destroy()],
  ["speaks no JSON", (answer) => void answer.write("<html>\n")],
])("a stream that %s is begun anew, with a list", async (_, ends) => {
  let streams = 0;
  const {asked, port} = await server((answer) => {
    answer.flushHeaders();
    streams++;
    if (streams === 1) ends(answer);
  });
  const {later} = following(port);
  expect(await later(0)).toEqual(["pod-1 Running"]);
  await expect.poll(() => later(2), soon).toEqual(["pod-1 Running", "pod-2 Running"]);
  await expect.poll(() => asked, soon).toEqual(["list", "watch", "list", "watch"]);
});

test.each<[string, Stream, readonly string[]]>([
  ["may not watch", (answer) => void answer.writeHead(403).end(FORBIDDEN), ["list", "watch", "list", "list", "list"]],
  [
    "sits behind what ends each stream at once",
    (answer) => void answer.end(),
    ["list", "watch", "list", "watch", "list", "watch", "list"],
  ],
])("whoever %s lists again and again", async (_, refuses, expected) => {
  const {asked, port} = await server(refuses);
  const {later} = following(port);
  await expect
    .poll(async () => {
      await later(0.6);
      return asked.length;
    }, soon)
    .toBeGreaterThanOrEqual(expected.length);
  expect(asked.slice(0, expected.length)).toEqual(expected);
  const before = asked.filter((one) => one === "watch").length;
  await later(0.6);
  await later(0.6);
  expect(asked.filter((one) => one === "watch").length).toBe(before);
});

test("a stream ends with the wait", async () => {
  const {open, port} = await server((answer) => answer.flushHeaders());
  const {list, later} = following(port);
  await later(0);
  await expect.poll(() => open.size, soon).toBe(1);
  list.close();
  await expect.poll(() => open.size, soon).toBe(0);
});

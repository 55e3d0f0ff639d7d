import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {CommandModule} from "yargs";
import {commandsOf, parser} from "../../src/cli.ts";
import {COMMANDS} from "../../src/commands/commands.ts";
import {type AnyCommand, declaredBy, nameOf} from "../../src/completion/declared.ts";
import {processContext} from "../../src/context.ts";
import {helms} from "../binaries.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {kubeconfigOf, type Listener, listen} from "./listener.ts";
import {installPlugin, type PluginHelm} from "./plugin.ts";

// What yargs does by default to what people type, typed here through the real Helms. The API
// server is one that refuses everything: a command that got as far as asking it for the release has understood.

let server: Listener;
let kubeconfig: string;
let helm: Readonly<Record<"helm3" | "helm4", PluginHelm>>;

beforeAll(async () => {
  const {helm3, helm4} = await helms();
  server = await listen();
  kubeconfig = join(temporaryFolder("arguments"), "config");
  writeFileSync(kubeconfig, kubeconfigOf(server));
  helm = {helm3: await installPlugin(helm3), helm4: await installPlugin(helm4)};
});

afterAll(() => {
  server.close();
  for (const one of Object.values(helm)) one.remove();
});

/** What was typed, and the release whose objects were asked for; `in` is the namespace. */
const UNDERSTOOD: readonly {typed: string; asksFor: string; in?: string}[] = [
  {typed: "djcd upgrade shop", asksFor: "shop"},
  {typed: "djcd upgrade --set a=b shop", asksFor: "shop"},
  {typed: "djcd upgrade shop --set a=b --set c=d ./chart", asksFor: "shop"},
  {typed: "djcd upgrade -f x.yaml shop", asksFor: "shop"},
  {typed: "djcd upgrade shop --accept catalog.0004_a --accept catalog.0005_b", asksFor: "shop"},
  {typed: "djcd promote --accept verdict shop", asksFor: "shop"},
  {typed: "djcd upgrade 1e3", asksFor: "1e3"},
  {typed: "djcd promote 0x10", asksFor: "0x10"},
  {typed: "djcd promote 0123", asksFor: "0123"},
  {typed: "djcd upgrade shop --dry-run", asksFor: "shop"},
  {typed: "djcd upgrade --dry-run shop", asksFor: "shop"},
  {typed: "djcd upgrade shop --dry-run=server", asksFor: "shop"},
  {typed: "djcd shift shop 25", asksFor: "shop"},
  {typed: "djcd rollback shop --to 4", asksFor: "shop"},
  {typed: "-n web djcd status shop", asksFor: "shop", in: "web"},
  {typed: "djcd status shop -n web", asksFor: "shop", in: "web"},
  {typed: "djcd status shop -nweb", asksFor: "shop", in: "web"},
  {typed: "djcd status --qps 3 shop", asksFor: "shop"},
  {typed: "djcd status shop --debug=true", asksFor: "shop"},
];

/** What was typed, and the error; the rest of what people mistype is in test/refusals. Nothing was asked of the cluster. */
const REFUSED: readonly {typed: string; says: string}[] = [
  {
    typed: "djcd upgrade shop --dry-run=1",
    says: "Error: --dry-run 1: client or server is needed. Type: helm djcd upgrade --help",
  },
  {
    typed: "djcd upgrade shop --version 1.2.3",
    says: "Error: --version says where a chart comes from, and none is named. Type: helm djcd upgrade RELEASE CHART --version ...",
  },
  {typed: "djcd", says: "Error: name a command. Type: helm djcd --help"},
];

describe.each(["helm3", "helm4"] as const)("through %s", (major) => {
  test.each(UNDERSTOOD)("$typed asks for $asksFor", async ({typed, asksFor, in: namespace = "default"}) => {
    server.paths.length = 0;
    await helm[major].run(typed.split(" "), {KUBECONFIG: kubeconfig});
    const secrets = server.paths.filter((path) => path.includes("/secrets?"));
    expect(secrets[0]).toBe(
      `/api/v1/namespaces/${namespace}/secrets?labelSelector=owner=helm,name in (${asksFor},${asksFor}-blue,${asksFor}-green)`,
    );
  });
});

test.each(REFUSED)("$typed is refused", async ({typed, says}) => {
  server.paths.length = 0;
  const {code, stderr, stdout} = await helm.helm4.run(typed.split(" "), {KUBECONFIG: kubeconfig});
  const said = stderr.replace(/\nError: plugin "djcd" exited with error$/, "");
  expect({code, stdout, said, asked: server.paths}).toEqual({code: 1, stdout: "", said: says, asked: []});
});

test.each([
  {typed: "djcd status shop -o json", release: "shop", message: /^the API server refused: GET .*: 403 refused$/},
  {typed: "djcd promote shop --output=json", release: "shop", message: /^the API server refused: /},
  {typed: "djcd promote --rollout latest shop -o json", release: undefined, message: /^--rollout latest: the number/},
  {
    typed: "djcd promote shop -o=json --no-such",
    release: undefined,
    message: /^promote does not know --no-such\. Type: helm djcd promote --help$/,
  },
])("$typed: the failure is one document on stdout, and said on stderr", async ({typed, release, message}) => {
  const {code, stdout, stderr} = await helm.helm4.run(typed.split(" "), {KUBECONFIG: kubeconfig});
  const failure = JSON.parse(stdout);
  expect({code, failure}).toEqual({
    code: 1,
    failure: {...(release && {release}), outcome: "failed", message: expect.stringMatching(message)},
  });
  expect(stderr.startsWith(`Error: ${failure.message}\n`)).toBe(true);
});

test("a flag that may be given again may be, whichever it is", async () => {
  const commands = commandsOf(processContext()).map((command): CommandModule => ({...command, handler: () => {}}));
  const typed = COMMANDS.map((command) => command(processContext()) as AnyCommand).flatMap((command) =>
    declaredBy(command)
      .flags.filter(({repeats}) => repeats)
      .map(({name}) => [nameOf(command), "shop", `--${name}=a`, `--${name}=b`]),
  );
  expect(typed).toContainEqual(["upgrade", "shop", "--accept=a", "--accept=b"]);
  const parsed = typed.map((words) => parser(processContext(), words, commands).parseAsync(words, {}, () => {}));
  expect(await Promise.all(parsed)).toHaveLength(typed.length);
});

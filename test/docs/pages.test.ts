import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {describe, expect, test} from "vitest";
import type {CommandModule} from "yargs";
import {commandsOf, parser} from "../../src/cli.ts";
import {processContext} from "../../src/context.ts";
import {normaliseArguments} from "../../src/typed/arguments.ts";
import {HOME} from "../cli/plugin.ts";

// What a page tells people to type is taken by the program, and what it links to is there.

const PAGES = ["README.md", "CONTRIBUTING.md", "examples/shop/charts/shop/README.md", ...pagesIn("docs")];

function pagesIn(folder: string): string[] {
  const paths = readdirSync(join(HOME, folder), {recursive: true, encoding: "utf8"});
  return paths.filter((path) => path.endsWith(".md")).map((path) => join(folder, path));
}

const read = (page: string): string => readFileSync(join(HOME, page), "utf8");

/** Lines that begin with `helm djcd`, in blocks and in running text. */
function commandsIn(text: string): string[] {
  const joined = text.replace(/ \\\n\s*/g, " ");
  const blocks = [...joined.matchAll(/^```(?:console|yaml)\n(.*?)^```/gms)].flatMap(
    ([, block]) => block?.split("\n") ?? [],
  );
  const lines = blocks.map((line) => line.replace(/^(- run: )/, "").trim());
  const inline = [...joined.replace(/^```.*?^```/gms, "").matchAll(/`(helm djcd [^`]+)`/g)].map(
    ([, line]) => line ?? "",
  );
  return [...lines, ...inline].filter((line) => /^helm djcd [a-z]/.test(line));
}

/** The words of a line as a shell gives them: quotes gone, comments too. */
function words(line: string): string[] {
  const found = line.replace(/\s+# .*$/, "").matchAll(/(?:'[^']*'|"[^"]*"|\$\{\{.*?\}\}|[^\s'"])+/g);
  return [...found].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"));
}

/** Helm takes its own flags before it calls a plugin. */
function withoutHelmFlags(line: string): string {
  return line.replace(/ (-n|--namespace|--kube-context|--kubeconfig) \S+/g, "");
}

const nothing = commandsOf(processContext()).map((command): CommandModule => ({...command, handler: () => {}}));

async function parse(line: string): Promise<void> {
  const {args} = normaliseArguments(words(withoutHelmFlags(line)).slice(2));
  // With a callback what `--help` says is not printed.
  await parser(processContext(), args, nothing).parseAsync([...args], {}, () => {});
}

describe.each(PAGES)("%s", (page) => {
  test("its commands are ones that djcd takes", async () => {
    for (const line of commandsIn(read(page))) await expect(parse(line), line).resolves.toBeUndefined();
  });

  test("its links lead somewhere", () => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? "");
    expect(links.filter((path) => !existsSync(join(HOME, dirname(page), path)))).toEqual([]);
  });
});

test("a command that djcd does not know, and a flag that it does not have, are found", async () => {
  expect(commandsIn("```console\nhelm djcd upgarde shop\n```\nand `helm djcd promote --now`")).toHaveLength(2);
  await expect(parse("helm djcd upgarde shop")).rejects.toThrow("upgarde");
  await expect(parse("helm djcd promote --now")).rejects.toThrow("now");
});

test("the messages of the page on trouble are ones that are said", () => {
  const rows = readdirSync(join(HOME, "test/refusals/rows")).map((file) => read(join("test/refusals/rows", file)));
  const said = [
    ...rows,
    read("charts/django/templates/_guards.tpl"),
    read("src/apply/hook-failed.ts"),
    read("charts/django/files/migrate.py"),
    read("src/apply/job.ts"),
    read("src/kubernetes/held-lock.ts"),
    read("src/kubernetes/lease.ts"),
    read("src/running/route-first.ts"),
    read("src/incoming/refuse-rejected.ts"),
  ].join("\n");
  const told = [...read("docs/troubleshooting.md").matchAll(/^\| `([^`]+)` \|/gm)].flatMap(
    ([, text]) => text?.split("...").map((part) => part.trim()) ?? [],
  );
  expect(told.filter((part) => !said.includes(part))).toEqual([]);
});

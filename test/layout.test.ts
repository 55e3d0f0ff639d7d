import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path";
import {fileURLToPath} from "node:url";
import {execa} from "execa";
import {expect, test} from "vitest";
import {HOME} from "./cli/plugin.ts";

/**
 * `src` read downwards is the life of a command, and imports go the same way. A line holds rooms of one height: none of
 * them imports another one of the line, or any above.
 */
const HEIGHTS: readonly (readonly string[])[] = [
  ["cli.ts", "complete.ts"],
  ["completion"],
  ["commands"],
  ["showing"],
  ["running"],
  ["incoming"],
  ["typed"],
  ["apply"],
  ["plan"],
  ["observe"],
  ["report", "doctor", "generate"],
  ["analysis", "django"],
  ["routers"],
  ["strategies"],
  ["ready"],
  ["release"],
  ["helm", "git", "prometheus"],
  ["kubernetes"],
  ["context.ts", "version.ts"],
  ["errors.ts"],
];

/** Where something may wait. Everything else decides. */
const ASYNCHRONOUS = [
  "cli.ts",
  "complete.ts",
  // The clock that a test puts another in the place of.
  "context.ts",
  ...["completion/", "commands/", "showing/", "running/", "incoming/", "typed/", "apply/"],
  ...["helm/", "git/", "prometheus/", "kubernetes/"],
  "generate/write.ts",
  "observe/observe.ts",
  "observe/observe-files.ts",
  "observe/observe-own.ts",
  "observe/observe-part.ts",
  "observe/presence.ts",
  "observe/pod-words.ts",
  "observe/read-ledger.ts",
  "observe/stored-slots.ts",
];

const SRC = fileURLToPath(new URL("../src", import.meta.url));

const files = readdirSync(SRC, {recursive: true, encoding: "utf8"}).filter((path) => path.endsWith(".ts"));

const text = (file: string): string => readFileSync(join(SRC, file), "utf8");

/** Files of ours that a file imports, types and late imports included. */
function importsOf(file: string): string[] {
  const paths = [...text(file).matchAll(/(?:\bfrom |\bimport\(|^import )"(\.{1,2}\/[^"]+\.ts)"/gm)].map(
    ([, path]) => path ?? "",
  );
  return paths.map((path) => normalize(join(dirname(file), path)));
}

const roomOf = (file: string): string => file.split("/")[0] ?? "";

function heightOf(file: string): number {
  const height = HEIGHTS.findIndex((rooms) => rooms.includes(roomOf(file)));
  return height >= 0 ? height : expect.fail(`${file} is in no room`);
}

test("imports go downwards, from room to room", () => {
  const upwards = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => roomOf(imported) !== roomOf(file) && heightOf(imported) <= heightOf(file))
      .map((imported) => `${file} -> ${imported}`),
  );
  expect(upwards.sort()).toEqual([]);
});

test("no function of the source is longer than 30 lines", async () => {
  const rule = "--only=complexity/noExcessiveLinesPerFunction";
  const {all, exitCode} = await execa("npx", ["biome", "lint", rule, "src"], {cwd: HOME, reject: false, all: true});
  expect({exitCode, all}).toMatchObject({exitCode: 0});
  expect(all).toMatch(/Checked \d{3} files/);
});

test("no file imports itself by a detour", () => {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) expect.fail([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (done.has(file)) return;
    for (const imported of importsOf(file)) visit(imported, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(done.size).toBe(files.length);
});

test("only what acts is asynchronous", () => {
  const waits = files.filter((file) => /\basync\b|\bawait\s|\bPromise\b/.test(withoutWords(text(file))));
  expect(waits.filter((file) => !ASYNCHRONOUS.some((name) => file.startsWith(name)))).toEqual([]);
});

/** Code without comments and texts. */
function withoutWords(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/gm, "");
}

test("every room has a height, and every height has files", () => {
  expect([...new Set(files.map(roomOf))].sort()).toEqual(HEIGHTS.flat().sort());
});

import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";

/**
 * `src` read downwards is the life of a command, and imports go the same way. A line is a layer: folders and files in
 * it may import each other and whatever is below. The longest name that fits counts.
 */
const LAYERS: readonly (readonly string[])[] = [
  ["cli.ts", "complete.ts"],
  ["cli-arguments.ts", "commands/", "usage.ts"],
  ["apply/", "doctor/", "generate/", "report/"],
  ["plan/"],
  ["release/"],
  ["routers/", "strategies/", "django/", "analysis/"],
  ["ready/"],
  ["cluster/"],
  // What is known of a release: types, and pure functions of them.
  ["release/observation.ts"],
  ["release/block.ts", "release/chart-files.ts", "release/computed-values.ts", "release/manifest.ts"],
  ["release/contract.ts", "release/helm-release.ts", "release/names.ts", "release/ownership.ts"],
  ["cluster/objects.ts"],
  ["context.ts", "version.ts"],
  ["errors.ts"],
];

/** Where something may wait. Everything else decides. */
const ASYNCHRONOUS = [
  "cli.ts",
  "complete.ts",
  // The clock that a test puts another in the place of.
  "context.ts",
  "commands/",
  "apply/",
  "cluster/",
  "generate/write.ts",
  "release/observe.ts",
  "release/observe-files.ts",
  "release/observe-part.ts",
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

function layerOf(file: string): number {
  const fitting = LAYERS.flatMap((names, layer) =>
    names.filter((name) => file.startsWith(name)).map((name) => ({name, layer})),
  );
  const [longest] = fitting.sort((one, other) => other.name.length - one.name.length);
  return longest?.layer ?? expect.fail(`${file} has no layer`);
}

test("imports go downwards", () => {
  const upwards = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => layerOf(imported) < layerOf(file))
      .map((imported) => `${file} -> ${imported}`),
  );
  expect(upwards.sort()).toEqual([]);
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

test("every folder of the source has a layer, and every layer has files", () => {
  for (const name of LAYERS.flat())
    expect(
      files.some((file) => file.startsWith(name)),
      name,
    ).toBe(true);
  for (const file of files) expect(layerOf(file)).toBeGreaterThanOrEqual(0);
});

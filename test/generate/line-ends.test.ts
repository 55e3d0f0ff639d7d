import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {execa} from "execa";
import {expect, test} from "vitest";
import {generateChart} from "../../src/generate/chart.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {shop, sources} from "./worlds.ts";

// A team on Windows: git writes other line ends there, unless a file says which ones count.

const git = async (cwd: string, ...words: string[]): Promise<string> => {
  const own = ["-c", "core.autocrlf=true", "-c", "user.name=ann", "-c", "user.email=ann@example.com"];
  const {stdout} = await execa("git", [...own, ...words], {cwd});
  return stdout;
};

async function checkedOut(without: readonly string[]): Promise<string> {
  const [there, here] = [temporaryFolder("there"), temporaryFolder("here")];
  for (const {path, content} of generateChart(shop(), sources).filter((file) => !without.includes(file.path))) {
    mkdirSync(dirname(join(there, path)), {recursive: true});
    writeFileSync(join(there, path), content);
  }
  await git(there, "init", "--quiet");
  await git(there, "add", "--all");
  await git(there, "commit", "--quiet", "--message", "chart");
  await git(here, "clone", "--quiet", there, "clone");
  return join(here, "clone");
}

const changed = (folder: string): string[] =>
  generateChart(shop(), sources).flatMap(({path, content}) => {
    const text = path === ".gitattributes" ? content : readFileSync(join(folder, path), "utf8");
    return text === content ? [] : [path];
  });

test("a generated chart is the same to the byte in every checkout", async () => {
  expect(changed(await checkedOut([]))).toEqual([]);
});

test("and was not without the file that says so", async () => {
  expect(changed(await checkedOut([".gitattributes"]))).toContain("files/migrate.py");
});

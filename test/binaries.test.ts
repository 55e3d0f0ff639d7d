import {createRequire} from "node:module";
import {fileURLToPath, pathToFileURL} from "node:url";
import {execa} from "execa";
import {expect, test} from "vitest";
import {temporaryFolder} from "./temporary-folder.ts";

const BINARIES = fileURLToPath(new URL("binaries.ts", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

test("two tests that want the Helms at once, on a machine whose cache is empty, both get them", async () => {
  const twice = `const {helms} = await import(${JSON.stringify(BINARIES)});
    console.log(JSON.stringify(await Promise.all([helms(), helms()])));`;
  const env = {DJCD_CACHE: temporaryFolder("cold-cache")};
  const {stdout} = await execa(process.execPath, ["--import", TSX, "--input-type=module", "-e", twice], {env});
  const [one, other] = JSON.parse(stdout);
  expect(one).toEqual(other);
  const versions = [one.helm3, one.helm4].map(async (helm) => (await execa(helm, ["version", "--short"])).stdout);
  expect(await Promise.all(versions)).toEqual([expect.stringMatching(/^v3\./), expect.stringMatching(/^v4\./)]);
});

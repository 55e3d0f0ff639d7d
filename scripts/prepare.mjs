// Makes a fresh clone ready, once: the dependencies of the lock file, then the bundle. Runs before each npm script that
// needs them, so it has no dependencies and costs nothing when there is nothing to do.
import {execFileSync} from "node:child_process";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = readFileSync(join(home, "package-lock.json"), "utf8");
const stamp = join(home, "node_modules", ".djcd-lock");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.log("installing the dependencies of package-lock.json (npm ci, about 20 seconds)");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {cwd: home, stdio: "inherit"});
  writeFileSync(stamp, lock);
}
execFileSync(process.execPath, [join(home, "scripts", "build.mjs")], {cwd: home, stdio: "inherit"});

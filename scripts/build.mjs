// Bundles src/ into dist/: self-contained, in chunks that a command loads when it needs them.
import {cpSync, rmSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(home, "dist");

// Some dependencies are CommonJS and call require(), which an ES module does not have.
const banner =
  'import {createRequire as __createRequire} from "node:module"; const require = __createRequire(import.meta.url);';

rmSync(dist, {recursive: true, force: true});
await build({
  absWorkingDir: home,
  entryPoints: {djcd: "src/cli.ts"},
  outdir: dist,
  outExtension: {".js": ".mjs"},
  bundle: true,
  splitting: true,
  minify: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  banner: {js: banner},
  legalComments: "none",
  logLevel: "warning",
});
for (const folder of ["charts", "schemas"]) cpSync(join(home, folder), join(dist, folder), {recursive: true});
// Read at run time from beside the module that needs it.
cpSync(join(home, "src", "django", "probe.py"), join(dist, "probe.py"));

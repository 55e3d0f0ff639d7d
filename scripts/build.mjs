// Bundles src/ into dist/: self-contained, in chunks that a command loads when it needs them.
import {cpSync, readdirSync, rmSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(home, "dist");

// Some dependencies are CommonJS and call require(), which an ES module does not have.
const banner =
  'import {createRequire as __createRequire} from "node:module"; const require = __createRequire(import.meta.url);';

/**
 * What costs each command a tenth of a second or more: KubeConfig imports every API of Kubernetes and a fetch of its own
 * for functions that djcd never calls; yargs lays out the help of every command that it runs, and measures each word of
 * it with the emoji and wide letters of all of Unicode, which the help of djcd does not have.
 */
const withoutUncalled = {
  name: "without what is never called",
  setup({onResolve, onLoad}) {
    onResolve({filter: /^string-width$/}, ({path}) => ({path, namespace: "plain-width"}));
    onLoad({filter: /.*/, namespace: "plain-width"}, () => ({contents: "export default (text) => text.length;"}));
    onResolve({filter: /^(\.\/gen\/index\.js|node-fetch)$/}, ({path, importer}) =>
      importer.includes("@kubernetes/client-node") ? {path, namespace: "uncalled"} : undefined,
    );
    onLoad({filter: /.*/, namespace: "uncalled"}, () => ({contents: UNCALLED}));
    onResolve({filter: /^socks-proxy-agent$/}, ({path, kind}) =>
      kind === "import-statement" ? {path, namespace: "late"} : undefined,
    );
    onLoad({filter: /.*/, namespace: "late"}, () => ({contents: SOCKS, resolveDir: home}));
  },
};

// Wanted only behind a SOCKS proxy, and slow to load: a constructor that returns another object gives that one.
const SOCKS = `export function SocksProxyAgent(...args) {
  const {SocksProxyAgent: Agent} = require("socks-proxy-agent");
  return new Agent(...args);
}`;

// Where one is called after all, it says so.
const UNCALLED = ["Headers", "ServerConfiguration", "createConfiguration"]
  .map(
    (name) => `export function ${name}() { throw new Error("${name} is left out of the bundle: scripts/build.mjs"); }`,
  )
  .join("\n");

const {metafile} = await build({
  absWorkingDir: home,
  entryPoints: {djcd: "src/cli.ts", complete: "src/complete.ts"},
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
  metafile: true,
  plugins: [withoutUncalled],
});

// Chunks are named by their content. The old ones go last, so that building the same again breaks no command that runs.
const chunks = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of readdirSync(dist)) if (name.endsWith(".mjs") && !chunks.has(name)) rmSync(join(dist, name));

const sources = ["charts", "gitops", "pipelines", "schemas"];
for (const folder of sources) rmSync(join(dist, folder), {recursive: true, force: true});
for (const folder of sources) cpSync(join(home, folder), join(dist, folder), {recursive: true});
// Read at run time from beside the module that needs it.
cpSync(join(home, "src", "django", "probe.py"), join(dist, "probe.py"));

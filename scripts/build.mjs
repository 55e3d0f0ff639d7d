// Bundles src/ into dist/: self-contained, a file for each entry, of which a command runs what it needs.
import {cpSync, rmSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(home, "dist");

// What CommonJS does not have, for what reads files beside itself.
const banner = 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;';

/**
 * What costs each command a tenth of a second or more: KubeConfig imports every API of Kubernetes and a fetch of its own
 * for functions that djcd never calls; yargs lays out the help of every command that it runs, and measures each word of
 * it with the emoji and wide letters of all of Unicode, which the help of djcd does not have, and loads Node's assert for
 * what it checks of itself.
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
    onResolve({filter: /^assert$/}, ({path, importer}) =>
      importer.includes("/yargs/") ? {path, namespace: "late-assert"} : undefined,
    );
    onLoad({filter: /.*/, namespace: "late-assert"}, () => ({contents: ASSERT}));
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

// As above: wanted only where yargs finds a fault in itself.
const ASSERT = ["notStrictEqual", "strictEqual"]
  .map((name) => `export function ${name}(...args) { require("node:assert").${name}(...args); }`)
  .join("\n");

// Where one is called after all, it says so.
const UNCALLED = ["Headers", "ServerConfiguration", "createConfiguration"]
  .map(
    (name) => `export function ${name}() { throw new Error("${name} is left out of the bundle: scripts/build.mjs"); }`,
  )
  .join("\n");

// CommonJS: an ES module that imports one of Node's own reads every getter of it, which on Node 24 loads a fetch for
// `node:http`; and each chunk of its own costs half a millisecond. A dynamic import runs its part of the file when asked.
await build({
  absWorkingDir: home,
  entryPoints: {djcd: "src/cli.ts", complete: "src/complete.ts"},
  outdir: dist,
  outExtension: {".js": ".cjs"},
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  define: {"import.meta.url": "importMetaUrl"},
  banner: {js: banner},
  legalComments: "none",
  logLevel: "warning",
  plugins: [withoutUncalled],
});

const sources = ["charts", "gitops", "pipelines", "schemas"];
for (const folder of sources) rmSync(join(dist, folder), {recursive: true, force: true});
for (const folder of sources) cpSync(join(home, folder), join(dist, folder), {recursive: true});
// Read at run time from beside the module that needs it.
cpSync(join(home, "src", "django", "probe.py"), join(dist, "probe.py"));

// Packs the plugin as one tarball that both Helms install by its address: plugin.yaml at the root, folders as entries of
// their own, no links. The same bundle gives the same bytes. Beside it stand its hash and, with --sign KEY, the
// provenance by which Helm 4 verifies it: signed by GnuPG, with the key of that name.
import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";

const MEMBERS = ["plugin.yaml", "plugin.complete", "LICENSE", "README.md", "bin", "dist"];
const REPRODUCIBLE = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=ustar"];

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const {values} = parseArgs({options: {out: {type: "string", default: "."}, sign: {type: "string"}}});
const {version} = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const name = `djcd-${version}.tgz`;
const file = join(resolve(values.out), name);

mkdirSync(dirname(file), {recursive: true});
execFileSync("tar", [...REPRODUCIBLE, "-I", "gzip -n", "-cf", file, "-C", home, ...MEMBERS]);
const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
writeFileSync(`${file}.sha256`, `${hash}  ${name}\n`);
if (values.sign !== undefined) writeFileSync(`${file}.prov`, sign(values.sign));
console.log(`${file}\nsha256 ${hash}`);

/** What Helm reads in a provenance: the plugin's own description, and the hash of its package. */
function sign(key) {
  const text = `${readFileSync(join(home, "plugin.yaml"), "utf8")}\n...\nfiles:\n  ${name}: sha256:${hash}\n`;
  return execFileSync("gpg", ["--batch", "--local-user", key, "--digest-algo", "SHA512", "--clearsign"], {input: text});
}

import {mkdir, readFile, rename, stat, writeFile} from "node:fs/promises";
import {dirname, isAbsolute, join} from "node:path";

/**
 * What a Helm says of its version, asked once for each Helm that is installed: asking costs a process. Kept in Helm's own
 * cache, and forgotten when the binary is another one. Without such a cache it is asked each time.
 */
export async function knownVersion(
  binary: string,
  env: NodeJS.ProcessEnv,
  ask: () => Promise<string>,
): Promise<string> {
  const file = env.HELM_CACHE_HOME ? join(env.HELM_CACHE_HOME, "djcd", "helm-version.json") : undefined;
  const identity = file && (await identityOf(binary));
  if (!file || !identity) return ask();
  const known = await read(file, identity);
  if (known) return known;
  const version = await ask();
  if (version !== "") await write(file, {identity, version}).catch(() => undefined);
  return version;
}

async function identityOf(binary: string): Promise<string | undefined> {
  if (!isAbsolute(binary)) return undefined;
  const {ino, size, mtimeMs} = await stat(binary).catch(() => ({ino: 0, size: 0, mtimeMs: 0}));
  return size > 0 ? [binary, ino, size, mtimeMs].join(" ") : undefined;
}

interface Known {
  readonly identity: string;
  readonly version: string;
}

async function read(file: string, identity: string): Promise<string | undefined> {
  try {
    const known = JSON.parse(await readFile(file, "utf8")) as Known;
    return known.identity === identity ? known.version : undefined;
  } catch {
    // None yet, or half of one: the next write makes it whole.
    return undefined;
  }
}

/** Two commands may write at once: each writes a file of its own and puts it in place whole. */
async function write(file: string, known: Known): Promise<void> {
  await mkdir(dirname(file), {recursive: true});
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, JSON.stringify(known));
  await rename(mine, file);
}

import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {temporaryFolder} from "../temporary-folder.ts";
import {debianPackages} from "./programs.ts";

/** A key that signs for the length of a test. */
export interface Key {
  readonly name: string;
  /** What GnuPG needs to find it. */
  readonly env: {readonly GNUPGHOME: string};
  /** Both halves in the old form, which is the one that Helm reads. */
  readonly secretRing: string;
  readonly publicRing: string;
  remove(): Promise<void>;
}

export async function throwawayKey(): Promise<Key> {
  await debianPackages();
  const home = temporaryFolder("gnupg");
  const env = {GNUPGHOME: home};
  const gpg = (...words: string[]) =>
    execa("gpg", ["--batch", "--passphrase", "", ...words], {env, encoding: "buffer"});
  const name = "releases@example.com";
  await gpg("--quick-generate-key", name, "rsa2048", "sign", "1d");
  const [secretRing, publicRing] = [join(home, "secret.gpg"), join(home, "public.gpg")];
  writeFileSync(secretRing, (await gpg("--export-secret-keys")).stdout);
  writeFileSync(publicRing, (await gpg("--export")).stdout);
  const remove = async () => void (await execa("gpgconf", ["--kill", "gpg-agent"], {env, reject: false}));
  return {name, env, secretRing, publicRing, remove};
}

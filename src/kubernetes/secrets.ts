import {createHmac} from "node:crypto";
import type {Api} from "./api.ts";
import {orNothing} from "./api-error.ts";
import type {KubeSecret} from "./objects.ts";
import {objectPath} from "./paths.ts";

/** Fingerprints of Secrets, of those that exist: equal as long as nobody changes what is in them. */
export async function fingerprints(
  api: Api,
  namespace: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found = await Promise.all(
    names.map((name) => orNothing(api.get<KubeSecret>(objectPath("Secret", namespace, name)))),
  );
  const known = names.flatMap((name, index) => {
    const secret = found[index];
    return secret ? [[name, fingerprintOf(secret, namespace)] as const] : [];
  });
  return Object.fromEntries(known);
}

/** By name and namespace too: equal Secrets of two places are not told as equal. */
function fingerprintOf({metadata, data = {}}: KubeSecret, namespace: string): string {
  const keys = Object.keys(data).sort();
  const text = JSON.stringify(keys.map((key) => [key, data[key]]));
  return createHmac("sha256", `${namespace}/${metadata.name}`).update(text).digest("hex").slice(0, 16);
}

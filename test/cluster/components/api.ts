import {readFile} from "node:fs/promises";
import {pki} from "../pki.ts";
import {settings} from "../settings.ts";
import {answers} from "../support/http.ts";

export async function apiAnswers(path: string): Promise<boolean> {
  const ca = await readFile(pki.ca);
  return answers(`https://127.0.0.1:${settings.ports.api}${path}`, {ca});
}

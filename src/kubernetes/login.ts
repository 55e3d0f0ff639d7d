import {X509Certificate} from "node:crypto";
import {readFileSync} from "node:fs";
import type {User} from "@kubernetes/client-node/dist/config_types.js";

/**
 * When a login ends by itself: a token that says so, or a client certificate. Nothing where a program, a file that is
 * written anew or a provider gives another one in time, and where nothing says it.
 */
export function loginEnds({token, certData, certFile}: User): Date | undefined {
  return token ? endOfToken(token) : endOfCertificate(certData, certFile);
}

/** `exp` of a JSON web token; tokens of other kinds say nothing. */
function endOfToken(token: string): Date | undefined {
  try {
    const {exp} = JSON.parse(`${Buffer.from(token.split(".")[1] ?? "", "base64url")}`) as {exp?: unknown};
    return typeof exp === "number" ? new Date(exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}

function endOfCertificate(data: string | undefined, file: string | undefined): Date | undefined {
  try {
    const pem = data ? Buffer.from(data, "base64") : file ? readFileSync(file) : undefined;
    return pem && new Date(new X509Certificate(pem).validTo);
  } catch {
    // Whoever connects with it is told.
    return undefined;
  }
}

import {randomBytes} from "node:crypto";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {execa} from "execa";
import {inRun, kubeconfig} from "./paths.ts";
import {settings} from "./settings.ts";

const {context, firstService, nodeAddress, ports} = settings;

export const pki = {
  ca: inRun("pki", "ca.crt"),
  caKey: inRun("pki", "ca.key"),
  apiserver: inRun("pki", "apiserver.crt"),
  apiserverKey: inRun("pki", "apiserver.key"),
  serviceAccountKey: inRun("pki", "service-account.key"),
  tokens: inRun("pki", "tokens.csv"),
};

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "365"];

/** One authority, one certificate and one token of system:masters, which all components share. */
export async function writePki(): Promise<void> {
  await mkdir(inRun("pki"), {recursive: true, mode: 0o700});
  await openssl("req", "-x509", ...EC, "-subj", "/CN=djcd-test-ca", "-keyout", pki.caKey, "-out", pki.ca);
  await writeServerCertificate();
  await openssl("genrsa", "-out", pki.serviceAccountKey, "2048");
  const token = randomBytes(16).toString("hex");
  await writeFile(pki.tokens, `${token},admin,admin,system:masters\n`);
  await writeFile(kubeconfig, await kubeconfigWith(token), {mode: 0o600});
}

async function writeServerCertificate(): Promise<void> {
  const names = [
    `IP:127.0.0.1,IP:${nodeAddress},IP:${firstService},DNS:localhost`,
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local",
  ].join();
  await openssl(
    ...["req", "-x509", ...EC, "-subj", "/CN=kube-apiserver", "-addext", `subjectAltName=${names}`],
    ...["-addext", "basicConstraints=critical,CA:FALSE", "-CA", pki.ca, "-CAkey", pki.caKey],
    ...["-keyout", pki.apiserverKey, "-out", pki.apiserver],
  );
}

async function kubeconfigWith(token: string): Promise<string> {
  const authority = (await readFile(pki.ca)).toString("base64");
  const server = `https://127.0.0.1:${ports.api}`;
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": context,
    clusters: [{name: context, cluster: {server, "certificate-authority-data": authority}}],
    users: [{name: context, user: {token}}],
    contexts: [{name: context, context: {cluster: context, user: context}}],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

const openssl = (...args: string[]) => execa("openssl", args);

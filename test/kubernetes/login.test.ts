import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {loginEnds} from "../../src/kubernetes/login.ts";
import {selfSigned} from "../cli/listener.ts";

const END = Date.parse("2026-11-25T12:00:00Z");

const jwt = (claims: unknown): string =>
  ["{}", JSON.stringify(claims), "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");

test.each([
  ["a token that says when", {token: jwt({exp: END / 1000})}, new Date(END)],
  ["a token without an end", {token: jwt({sub: "ann"})}, undefined],
  ["a token whose end is a word", {token: jwt({exp: "soon"})}, undefined],
  ["a token of another kind", {token: "04fd56b55bc62409"}, undefined],
  ["three parts that are no JSON", {token: "a.b.c"}, undefined],
  ["nothing that ends", {exec: {command: "aws"}}, undefined],
  ["a certificate that is none", {certData: "eA=="}, undefined],
  ["a certificate that is not there", {certFile: "/nowhere"}, undefined],
])("when a login ends: %s", (_, user, expected) => expect(loginEnds({name: "ann", ...user})).toEqual(expected));

test("a client certificate says when it ends, in the kubeconfig or in a file", async () => {
  const {certificate} = await selfSigned("DNS:ann");
  const certData = readFileSync(certificate).toString("base64");
  const ends = loginEnds({name: "ann", certData});
  const days = ((ends?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(1.9);
  expect(days).toBeLessThan(2.1);
  expect(loginEnds({name: "ann", certFile: certificate})).toEqual(ends);
});

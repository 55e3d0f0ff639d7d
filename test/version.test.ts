import {readFileSync} from "node:fs";
import * as yaml from "js-yaml";
import {expect, test} from "vitest";
import {VERSION} from "../src/version.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test.each([
  ["package.json", JSON.parse(read("package.json"))],
  ["plugin.yaml", yaml.load(read("plugin.yaml"))],
  ["package-lock.json", JSON.parse(read("package-lock.json"))],
])("the version in %s is that of the program", (_, file) => {
  expect((file as {version: string}).version).toBe(VERSION);
});

import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {documents} from "../../scripts/docs/documents.ts";

test.each(Object.entries(await documents()))("%s is as `npm run docs` writes it", (path, text) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(text);
});

import {expect, test} from "vitest";
import {patienceOf} from "../../src/typed/options.ts";

test.each([
  ["nothing was said", {timeout: undefined, push: undefined}, undefined],
  ["a controller is waited for that may poll", {timeout: undefined, push: true}, "10m"],
  ["a person says so", {timeout: "30s", push: true}, "30s"],
])("how long one wait may take where %s", (_, args, expected) => {
  expect(patienceOf(args)).toBe(expected);
});

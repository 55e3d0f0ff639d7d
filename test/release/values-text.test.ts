import fc from "fast-check";
import * as yaml from "js-yaml";
import {expect, test} from "vitest";
import {readValues, withValues} from "../../src/release/values-text.ts";

const TEXT = `# Ours.
image:
  # As pushed.
  tag: v1

# Where it is.
hosts:
  - shop.example.com

# These two belong to helm djcd.
part: slot
rollout:
  number: 0
# The end.
`;

test("what stays the same stays as it was written, comments too", () => {
  const wanted = {...readValues(TEXT), rollout: {number: 1, idle: true}};
  expect(withValues(TEXT, wanted)).toBe(TEXT.replace("  number: 0\n", "  number: 1\n  idle: true\n"));
  expect(withValues(TEXT, readValues(TEXT))).toBe(TEXT);
});

test("a key that goes takes the comment above it along; a new one stands before djcd's own", () => {
  const {hosts: _, ...rest} = readValues(TEXT);
  const text = withValues(TEXT, {...rest, router: "service"});
  expect(text).not.toContain("Where it is");
  expect(text).toContain("  tag: v1\nrouter: service\n\n# These two belong to helm djcd.\npart: slot\n");
});

test.each([
  ["braces", "{image: {tag: v1}, part: slot}\n"],
  ["an anchor that another key refers to", "a: &x {b: 1}\nc: *x\npart: slot\n"],
  ["nothing", ""],
])("a file that cannot be edited in place is written anew: %s", (_, text) => {
  const wanted = {image: {tag: "v2"}, c: {b: 1}, part: "slot"};
  expect(readValues(withValues(text, wanted))).toEqual(wanted);
});

test("whatever stands in the file and whatever is wanted, the text says what is wanted", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  const values = fc.dictionary(fc.string({minLength: 1}), fc.oneof(value, fc.dictionary(fc.string(), value)));
  fc.assert(
    fc.property(values, values, (before, wanted) => {
      expect(readValues(withValues(yaml.dump(before), {...wanted}))).toEqual({...wanted});
    }),
    {numRuns: 200},
  );
});

import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {Values} from "../../src/helm/helm-release.ts";
import {
  blockOf,
  type FrontBlock,
  frontBlock,
  frontValues,
  listedSlots,
  personValues,
  slotBlock,
  slotValues,
} from "../../src/release/block.ts";
import {helmRelease, person} from "../fixtures/worlds/worlds.ts";

const CANDIDATE: FrontBlock = {
  number: 3,
  live: "green",
  candidate: "blue",
  traffic: {green: 75, blue: 25},
  previous: [2, 0],
};
const REJECTING: FrontBlock = {...CANDIDATE, rejected: [{number: 1, by: "ann", reason: "slow"}]};
const STABLE: FrontBlock = {number: 1, live: "blue", traffic: {blue: 100}, previous: []};

const live = helmRelease("shop-green", {part: "slot", rollout: {number: 2, revision: 4, needs: ["a.0001_b"]}});

describe("values of the front", () => {
  test.each([
    [
      "candidate",
      CANDIDATE,
      {number: 3, revision: 9, live: "green", candidate: "blue", traffic: {blue: 25, green: 75}, previous: [2, 0]},
    ],
    ["stable, nothing live before", STABLE, {number: 1, revision: 9, live: "blue", traffic: {blue: 100}}],
  ])("%s: the live slot's person, the part and the block, and nothing else", (_, block, rollout) => {
    expect(frontValues(live, block, 9)).toStrictEqual({...person, part: "front", rollout});
  });

  test.each([CANDIDATE, STABLE, REJECTING])("the block is read back as it was written: #$number", (block) => {
    const {revision: _, ...read} = frontBlock(helmRelease("shop", frontValues(live, block, 9))) as FrontBlock & {
      revision: number;
    };
    expect(read).toEqual(block);
  });

  test("blue comes first, however the weights were put", () => {
    const {rollout} = frontValues(live, CANDIDATE, 9) as {rollout: FrontBlock};
    expect(JSON.stringify(rollout.traffic)).toBe('{"blue":25,"green":75}');
    expect(listedSlots({green: 0, blue: 100})).toEqual(["blue", "green"]);
  });

  test("a front without its block is an error that says what to type", () => {
    expect(() => frontBlock(helmRelease("shop", {part: "front"}, {revision: 8}))).toThrow(
      "release shop revision 8 has part: front and no rollout block. Type: helm rollback shop",
    );
  });
});

describe("values of a slot", () => {
  test.each([
    ["with the names of migrations", ["shop.0002_price"], {number: 5, revision: 2, needs: ["shop.0002_price"]}],
    ["with none to wait for", [], {number: 5, revision: 2, needs: []}],
    ["nobody looked: its pods wait for all of them", undefined, {number: 5, revision: 2}],
  ])("%s", (_, needs, rollout) => {
    expect(slotValues(person, blockOf(5, needs), 2)).toStrictEqual({...person, part: "slot", rollout});
  });

  test("the part and the block of another release do not come along", () => {
    expect(slotValues(frontValues(live, CANDIDATE, 9), blockOf(5, []), 2)).toStrictEqual(
      slotValues(person, blockOf(5, []), 2),
    );
  });

  test.each([
    ["no block: handed over, #0", {}, {number: 0}],
    ["no needs", {rollout: {number: 4, revision: 1}}, {number: 4}],
    ["needs", {rollout: {number: 4, revision: 1, needs: []}}, {number: 4, needs: []}],
    [
      "who, from where and why",
      {rollout: {number: 4, by: "ann", run: "https://ci/3", reason: "fixes", x: 1}},
      {number: 4, by: "ann", run: "https://ci/3", reason: "fixes"},
    ],
    ["an older version again", {rollout: {number: 4, revision: 1, from: 2}}, {number: 4, from: 2}],
  ])("read back: %s", (_, values, block) => {
    expect(slotBlock(helmRelease("shop-blue", {part: "slot", ...values}))).toEqual(block);
  });
});

/** What a person can say: JSON, without the two keys that belong to djcd. */
const anyPerson = fc
  .dictionary(fc.string({minLength: 1}), fc.jsonValue())
  .map(({part: _, rollout: __, ...values}) => values as Values);

test("what a person said survives the way through a slot and through the front", () => {
  fc.assert(
    fc.property(anyPerson, fc.nat(), fc.option(fc.array(fc.string()), {nil: undefined}), (said, number, needs) => {
      const inSlot = slotValues(said, blockOf(number, needs), 1);
      expect(personValues(inSlot)).toStrictEqual(said);
      const inFront = frontValues(helmRelease("shop-blue", {}, {values: inSlot}), STABLE, 1);
      expect(personValues(inFront)).toStrictEqual(said);
    }),
  );
});

test("all that a front records comes back from its values", () => {
  const block: Required<FrontBlock> = {
    ...{number: 3, live: "blue", candidate: "green", traffic: {blue: 75, green: 25}, previous: [1, 0]},
    strategy: {type: "canary", steps: [25, 100], pause: ""},
    held: {by: "ann", reason: "graphs"},
    rejected: [{number: 2, by: "bob", reason: "slow"}],
    accepted: [{number: 3, by: "ann", what: ["verdict"]}],
  };
  const values = frontValues(helmRelease("shop-blue", {part: "slot"}), block, 7);
  expect(values.rollout).toEqual({...block, revision: 7});
  expect(frontBlock(helmRelease("shop", values))).toEqual({...block, revision: 7});
});

import {expect, test} from "vitest";
import {dataOf, type Entry, emptyLedger, entriesOf, type LedgerObject, outdated} from "../../src/release/ledger.ts";

const entry = (rollout: number, at: string, did = "ready"): Entry => ({rollout, at, did, by: "ann"});

const ledger = (...entries: readonly Entry[]): LedgerObject => ({
  ...emptyLedger("shop"),
  data: Object.assign({}, ...entries.map(dataOf)),
});

const early = entry(7, "2026-11-25T09:59:59.900Z", "fill");
const late = entry(7, "2026-11-25T10:00:00.100Z", "traffic");

test.each([
  ["those of its rollout, oldest first", ledger(late, entry(70, "2026-11-25T08:00:00Z"), early), 7, [early, late]],
  ["none of a rollout that it does not know", ledger(late), 8, []],
  ["none while it is empty", emptyLedger("shop"), 7, []],
])("the entries of a rollout: %s", (_, found, number, expected) => expect(entriesOf(found, number)).toEqual(expected));

test("a key is one that a ConfigMap may have", () => {
  expect(Object.keys(dataOf(early))).toEqual(["7.2026-11-25T09-59-59.900Z"]);
});

test.each([
  ["nothing goes before the hundredth", 107, []],
  ["then the oldest goes", 108, ["7.2026-11-25T09-59-59.900Z", "7.2026-11-25T10-00-00.100Z"]],
])("a ledger is bounded: %s", (_, next, gone) => {
  expect(outdated(ledger(early, late, entry(9, "2026-11-25T11:00:00Z")), next - 1)).toEqual(gone);
});

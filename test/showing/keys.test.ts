import {expect, test} from "vitest";
import type {Phase} from "../../src/release/phase.ts";
import {type Does, keysIn, keysText, type Typing, typed, WATCHING, type Wish} from "../../src/showing/keys.ts";

const shift = (digits: string): Wish => ({verb: "shift", weight: Number(digits)});
const planning = (wish: Wish, digits = ""): Typing => ({at: "planning", wish, digits});
const shown = (wish: Wish, digits = ""): Typing => ({at: "shown", wish, digits});
const rollback: Wish = {verb: "rollback"};
const promote: Wish = {verb: "promote"};
const finish: Wish = {verb: "finish"};
const DOING: Typing = {at: "doing"};

test.each<[title: string, phase: Phase, text: string]>([
  [
    "a candidate goes back, on, or to another share",
    "candidate",
    "r rollback  p promote  0-99 share of the candidate  q quits",
  ],
  ["a version whose predecessor is up goes back, or on without it", "warm", "r rollback  f finish  q quits"],
  ["where no rollout is out there is nothing to do", "stable", "q quits"],
  ["nor before the first one", "unmanaged", "q quits"],
])("%s", (_, phase, text) => expect(keysText(phase)).toBe(text));

test.each<[title: string, before: Typing, key: string, phase: Phase, after: Typing, does: Does]>([
  ["r", WATCHING, "r", "candidate", planning(rollback), "plan"],
  ["r of a warm rollout", WATCHING, "r", "warm", planning(rollback), "plan"],
  ["r where nothing is out", WATCHING, "r", "stable", WATCHING, "nothing"],
  ["p", WATCHING, "p", "candidate", planning(promote), "plan"],
  ["p of what is live already", WATCHING, "p", "warm", WATCHING, "nothing"],
  ["f", WATCHING, "f", "warm", planning(finish), "plan"],
  ["f of a candidate", WATCHING, "f", "candidate", WATCHING, "nothing"],
  ["a digit", WATCHING, "2", "candidate", planning(shift("2"), "2"), "plan"],
  ["a digit without a candidate", WATCHING, "2", "warm", WATCHING, "nothing"],
  [
    "a second digit, while the first one is planned",
    planning(shift("2"), "2"),
    "5",
    "candidate",
    planning(shift("25"), "25"),
    "plan",
  ],
  [
    "a second digit, when the first one is shown",
    shown(shift("2"), "2"),
    "5",
    "candidate",
    planning(shift("25"), "25"),
    "plan",
  ],
  ["a digit after a nought", shown(shift("0"), "0"), "5", "candidate", planning(shift("5"), "05"), "plan"],
  ["a fourth digit", shown(shift("100"), "100"), "0", "candidate", WATCHING, "give up"],
  ["a digit at another plan", shown(rollback), "5", "candidate", WATCHING, "give up"],
  ["Enter at a plan that is shown", shown(rollback), "\r", "candidate", DOING, "act"],
  ["Ctrl-J at a plan that is shown", shown(shift("25"), "25"), "\n", "candidate", DOING, "act"],
  ["Enter before anything was shown", planning(rollback), "\r", "candidate", planning(rollback), "nothing"],
  ["Enter where nothing is asked", WATCHING, "\r", "candidate", WATCHING, "nothing"],
  ["Esc at a plan", shown(promote), "\x1b", "candidate", WATCHING, "give up"],
  ["n at a plan", shown(promote), "n", "candidate", WATCHING, "give up"],
  ["q at a plan, which it gives up, and no more", shown(promote), "q", "candidate", WATCHING, "give up"],
  ["the same key again, which is no Enter", shown(rollback), "r", "candidate", WATCHING, "give up"],
  ["an arrow at a plan", shown(rollback), "\x1b[A", "candidate", WATCHING, "give up"],
  ["Esc while a plan is made", planning(rollback), "\x1b", "candidate", WATCHING, "give up"],
  ["q", WATCHING, "q", "stable", WATCHING, "end"],
  ["another letter", WATCHING, "x", "candidate", WATCHING, "nothing"],
  ["a capital, which is another letter", WATCHING, "R", "candidate", WATCHING, "nothing"],
  ["an arrow", WATCHING, "\x1b[A", "candidate", WATCHING, "nothing"],
  ["Ctrl-C", WATCHING, "\x03", "stable", WATCHING, "interrupt"],
  ["Ctrl-C at a plan", shown(rollback), "\x03", "candidate", shown(rollback), "interrupt"],
  ["Ctrl-Z", WATCHING, "\x1a", "stable", WATCHING, "suspend"],
  ["r while a verb is at its end and was not looked at", DOING, "r", "candidate", DOING, "nothing"],
  ["q then", DOING, "q", "candidate", DOING, "nothing"],
  ["Enter then", DOING, "\r", "candidate", DOING, "nothing"],
  ["Ctrl-C then", DOING, "\x03", "candidate", DOING, "interrupt"],
])("%s", (_, before, key, phase, after, does) => {
  expect(typed(before, key, phase)).toEqual({typing: after, does});
});

test.each<[title: string, text: string, keys: readonly string[]]>([
  ["one", "r", ["r"]],
  ["several at once", "25\r", ["2", "5", "\r"]],
  ["an arrow", "\x1b[A", ["\x1b[A"]],
  ["a key with digits in it, which are none of a share", "\x1b[15~2", ["\x1b[15~", "2"]],
  ["a key of the other kind", "\x1bOP", ["\x1bOP"]],
  ["Esc and a letter", "\x1br", ["\x1b", "r"]],
  ["Esc twice", "\x1b\x1b", ["\x1b", "\x1b"]],
  ["lines that were pasted", "r\nq\n", ["r", "\n", "q", "\n"]],
  ["letters of other scripts", "é😀", ["é", "😀"]],
  ["nothing", "", []],
])("bytes are keys: %s", (_, text, keys) => expect(keysIn(text)).toEqual(keys));

import {expect, test} from "vitest";
import {acceptedIn, answerOf, openQuestions, type Question, questionText} from "../../src/plan/question.ts";

const migration: Question = {kind: "schema", name: "shop.0002_price", text: "It renames a column. Go on?"};
const next: Question = {kind: "schema", name: "shop.0003_name", text: "So does this. Go on?"};
const verdict: Question = {kind: "verdict", name: "verdict", text: "It fails. Go on?"};
const entrance: Question = {kind: "entrance", name: "entrance", text: "Nothing leads in. Go on?"};
const unmeasured: Question = {kind: "unmeasured", name: "unmeasured", text: "Nobody knows. Go on?"};
const uninstall: Question = {kind: "uninstall", name: "shop", text: "It ends. Go on?"};
const unlock: Question = {kind: "unlock", name: "shop", text: "Take the lock away?"};
const all = [migration, next, verdict, entrance, unmeasured, uninstall, unlock];

test.each<[given: string, yes: boolean, accept: readonly string[], open: readonly Question[]]>([
  ["nothing", false, [], all],
  ["--yes", true, [], [migration, next, verdict, entrance]],
  ["the name of one migration", false, ["shop.0002_price"], [next, verdict, entrance, unmeasured, uninstall, unlock]],
  ["a name that nothing has", true, ["shop.0009_other"], [migration, next, verdict, entrance]],
  ["the name of what a plain yes answers", false, ["shop"], all],
  ["all names, and yes", true, ["entrance", "verdict", "shop.0003_name", "shop.0002_price"], []],
])("what may break live is answered by its own name alone: %s", (_, yes, accept, open) => {
  expect(openQuestions(all, {yes, accept})).toEqual(open);
});

test.each([
  [migration, "--accept shop.0002_price"],
  [verdict, "--accept verdict"],
  [entrance, "--accept entrance"],
  [unmeasured, "--yes"],
  [uninstall, "--yes"],
  [unlock, "--yes"],
])("$0.kind is answered by its flag", (question, flag) => {
  expect(answerOf(question)).toBe(flag);
  expect(questionText(question)).toBe(`question: ${question.text} (${flag})\n`);
});

test("what is recorded is what was accepted by its name", () =>
  expect(acceptedIn(all)).toEqual(["shop.0002_price", "shop.0003_name", "verdict", "entrance"]));

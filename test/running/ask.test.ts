import {PassThrough} from "node:stream";
import {expect, test} from "vitest";
import type {Context} from "../../src/context.ts";
import type {Question} from "../../src/plan/question.ts";
import {askAll} from "../../src/running/ask.ts";

const rename: Question = {kind: "schema", name: "shop.0002_price", text: "It renames a column. Go on?"};
const ends: Question = {kind: "uninstall", name: "shop", text: "It ends. Go on?"};
const none = {yes: false, accept: []};

/** A terminal at which somebody types these lines, or none. */
function at(lines: readonly string[] | undefined): {context: Context; printed: () => string} {
  const stdin = Object.assign(new PassThrough(), {isTTY: lines !== undefined});
  const stderr = new PassThrough();
  const left = [...(lines ?? [])];
  let printed = "";
  stderr.on("data", (text) => {
    printed += text;
    if (/( on:|\[y\/N\]) $/.test(`${text}`)) stdin.write(`${left.shift()}\n`);
  });
  return {context: {stdin, stderr} as unknown as Context, printed: () => printed};
}

test.each<[typed: string, question: Question, line: string, goesOn: boolean]>([
  ["the name", rename, "shop.0002_price", true],
  ["yes", rename, "yes", false],
  ["another name", rename, "shop.0003_price", false],
  ["nothing", rename, "", false],
  ["y", ends, "y", true],
  ["Yes", ends, "Yes", true],
  ["nothing, at a plain question", ends, "", false],
  ["its name, at a plain question", ends, "shop", false],
])("somebody at a terminal types %s", async (_, question, line, goesOn) => {
  const {context, printed} = at([line]);
  const asked = askAll(context, [question], none);
  if (goesOn) await asked;
  else await expect(asked).rejects.toMatchObject({code: 4, message: "stopped: nothing was changed"});
  expect(printed()).toContain(question.text);
});

test("who closes the terminal has not answered", async () => {
  const {context} = at([]);
  const asked = askAll(context, [ends], none);
  (context.stdin as unknown as PassThrough).end();
  await expect(asked).rejects.toMatchObject({code: 4, message: "stopped: nothing was changed"});
});

test("without a terminal the refusal has all that is asked, and each answer that is missing", async () => {
  const {context} = at(undefined);
  await expect(askAll(context, [rename, ends], none)).rejects.toMatchObject({
    code: 4,
    reason: "waiting-for-person",
    message:
      "It renames a column. Go on?\nIt ends. Go on?\n" +
      "Nobody can answer here. To go on all the same, add: --accept shop.0002_price --yes",
  });
});

test("what the command line answers is not asked", async () => {
  const {context, printed} = at([]);
  await askAll(context, [rename, ends], {yes: true, accept: ["shop.0002_price"]});
  expect(printed()).toBe("");
});

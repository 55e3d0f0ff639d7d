import {once} from "node:events";
import {createInterface, type Interface} from "node:readline/promises";
import type {Context} from "../context.ts";
import {refusal} from "../errors.ts";
import {type Answers, answerOf, openQuestions, type Question, wantsName} from "../plan/question.ts";
import type {VerbArguments} from "../typed/options.ts";

/** The answers that a person typed with the command. */
export function answersOf({yes = false, accept = []}: VerbArguments): Answers {
  return {yes, accept};
}

/** Has every question answered that the command line leaves open; without a terminal an open question is a refusal. */
export async function askAll(context: Context, questions: readonly Question[], answers: Answers): Promise<void> {
  const open = openQuestions(questions, answers);
  if (open.length > 0 && !context.stdin.isTTY) throw refusal(nobodyText(open), "waiting-for-person");
  for (const question of open) if (!(await ask(context, question))) throw refusal("stopped: nothing was changed");
}

function nobodyText(open: readonly Question[]): string {
  const flags = [...new Set(open.map(answerOf))].join(" ");
  return `${open.map(({text}) => text).join("\n")}\nNobody can answer here. To go on all the same, add: ${flags}`;
}

async function ask({stdin, stderr}: Context, question: Question): Promise<boolean> {
  const terminal = createInterface({input: stdin, output: stderr});
  // It reads keys, so that Ctrl-C is one: as a signal it gives the lock back.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const how = wantsName(question) ? `Type ${question.name} to go on:` : "[y/N]";
  const answer = await answered(terminal, `${question.text} ${how} `);
  terminal.close();
  return wantsName(question) ? answer === question.name : /^y(es)?$/i.test(answer);
}

/** Ctrl-D, or an end of what is read, is no answer. */
async function answered(terminal: Interface, text: string): Promise<string> {
  const closed = once(terminal, "close").then(() => "");
  return (await Promise.race([terminal.question(text).catch(() => ""), closed])).trim();
}

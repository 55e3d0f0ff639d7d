import {createInterface} from "node:readline/promises";
import type {Context} from "../context.ts";
import {refusal} from "../errors.ts";

/** Has every question answered; without a terminal and without `--yes` a question is a refusal. */
export async function askAll(context: Context, questions: readonly string[], yes: boolean): Promise<void> {
  if (yes) return;
  for (const question of questions) {
    if (!context.stdin.isTTY)
      throw refusal(`${question}\nNobody can answer here. To go on all the same, add: --yes`, "waiting-for-person");
    const terminal = createInterface({input: context.stdin, output: context.stderr});
    const answer = await terminal.question(`${question} [y/N] `);
    terminal.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw refusal("stopped: nothing was changed");
  }
}

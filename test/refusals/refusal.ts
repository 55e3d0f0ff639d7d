import {expect} from "vitest";
import {type Outcome, type Row, run} from "./run.ts";
import {CANARY} from "./worlds.ts";

/** The message is exactly this, nothing was written to the cluster or into the folder, and no secret was said. */
export async function expectRefusal({what: _, says, code = 1, ...row}: Row): Promise<void> {
  const ran = await run(row);
  expect({code: ran.code, says: ran.stderr}).toEqual({code, says});
  expect(ran.writes).toEqual([]);
  expect(ran.files).toEqual(
    Object.fromEntries(Object.entries(row.files ?? {}).map(([path, text]) => [path, `${text}`])),
  );
  expectNoSecret(ran);
}

export function expectNoSecret({stdout, stderr}: Outcome): void {
  expect(`${stdout}${stderr}`).not.toContain(CANARY);
}

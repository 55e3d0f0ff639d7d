import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const folders: string[] = [];

/** A new folder that goes when the tests, or this process, have ended. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(process.env.DJCD_TEST_FOLDER ?? tmpdir(), `djcd-${purpose}-`));
  if (folders.push(folder) === 1) process.on("exit", removeAll);
  return folder;
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, {recursive: true, force: true});
}

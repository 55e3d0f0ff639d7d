import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

/** A new folder that goes when the tests, or this process, have ended. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(process.env.DJCD_TEST_FOLDER ?? tmpdir(), `djcd-${purpose}-`));
  process.on("exit", () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

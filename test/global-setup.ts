import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

/** One folder for everything that a run of the tests writes: its workers are killed, and clean up nothing. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "djcd-tests-"));
  // Not TMPDIR: the cluster that a test starts lives on, and must not have its temporary folder taken away.
  process.env.DJCD_TEST_FOLDER = folder;
  return () => rmSync(folder, {recursive: true, force: true});
}

import {readFileSync} from "node:fs";
import {DjcdError} from "../errors.ts";

/** What the probe found in an image, against the database that it is configured for. */
export interface ProbeFacts {
  readonly django: string;
  readonly vendor: string;
  readonly pending: readonly MigrationFacts[];
}

export interface MigrationFacts {
  /** As in `shop.0002_price`. */
  readonly name: string;
  readonly operations: readonly OperationFacts[];
}

export interface OperationFacts {
  readonly kind: string;
  readonly model_name?: string;
  readonly name?: string;
  readonly old_name?: string;
  readonly new_name?: string;
  readonly null?: boolean;
  readonly many_to_many?: boolean;
  readonly database_default?: boolean;
}

const MARK = "DJCD-PROBE ";

/** The Python program that is run with `python -c` in the user's image. */
export function probeProgram(): string {
  return readFileSync(new URL("./probe.py", import.meta.url), "utf8");
}

/** Reads the probe's line out of a container's log; settings may print lines of their own. */
export function readProbe(log: string): ProbeFacts {
  const line = log.split("\n").findLast((one) => one.startsWith(MARK));
  if (!line)
    throw new DjcdError(`the image did not answer the question for its migrations. It printed:\n${log.slice(-2000)}`);
  const facts = JSON.parse(line.slice(MARK.length)) as ProbeFacts | {error: string};
  if ("error" in facts) throw new DjcdError(`the migrations of the new image cannot be read: ${facts.error}`);
  return facts;
}

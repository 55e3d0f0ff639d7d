import type {Counts} from "./counts.ts";
import {amount} from "./numbers.ts";
import type {Reading} from "./reading.ts";

/** Errors of PostgreSQL that code and schema have when they do not belong together; names as psycopg has them. */
const DOES_NOT_FIT = new Set([
  ...["UndefinedColumn", "UndefinedTable", "UndefinedFunction", "UndefinedObject"],
  ...["NotNullViolation", "DatatypeMismatch"],
]);

/** One of them is too many, whichever slot meets it: what was migrated for one version breaks the other. */
export function schemaTrip(reading: Reading): string | undefined {
  if (reading.state === "unread") return undefined;
  return tripOf("the candidate", reading.candidate) ?? tripOf("live", reading.live);
}

function tripOf(whose: string, {databaseErrors}: Counts): string | undefined {
  const [found] = Object.entries(databaseErrors).filter(([name, count]) => DOES_NOT_FIT.has(name) && count > 0);
  return found && `${whose} does not fit the database's schema: ${found[0]}, ${amount(found[1])} times`;
}

import type {Dependencies} from "./dependencies/dependencies.ts";
import {type Fact, find, first} from "./fact.ts";
import type {Files} from "./files.ts";

export type Engine = "postgresql" | "mysql" | "sqlite" | "oracle";

const ENGINES: [RegExp, Engine][] = [
  [/postg/, "postgresql"],
  [/mysql/, "mysql"],
  [/oracle/, "oracle"],
  [/sqlite|spatialite/, "sqlite"],
];

const DRIVERS: [string[], Engine][] = [
  [["psycopg", "psycopg-binary", "psycopg2", "psycopg2-binary"], "postgresql"],
  [["mysqlclient", "pymysql"], "mysql"],
  [["oracledb", "cx-oracle"], "oracle"],
];

/** As a setting of a database, or as the default of whatever decides. */
const ENGINE = /["']ENGINE["']\s*(?::|\]\s*=|,)\s*["']([\w.]+)["']|["']django\.db\.backends\.(\w+)["']/;
const BY_URL = /dj_database_url|\benv\.(?:db|db_url)\(|\bDATABASE_URL\b/;

/**
 * The database engine that production uses. A URL in the environment says it only at run time: then the driver among the
 * dependencies tells. SQLite beside one of those is a default for developers.
 */
export function findDatabase(files: Files, settings: string[], dependencies: Dependencies): Fact<Engine> | undefined {
  const written = writtenEngines(files, settings);
  const shared = written.find(({value}) => value !== "sqlite");
  if (shared) return shared;
  const driver = first(files, settings, BY_URL) && engineOfDriver(dependencies);
  return driver ?? written[0];
}

function writtenEngines(files: Files, settings: string[]): Fact<Engine>[] {
  const backends = settings.flatMap((path) => find(files, path, ENGINE));
  return backends.flatMap(({match, from}) => {
    const engine = ENGINES.find(([name]) => name.test(match[1] ?? match[2] ?? ""))?.[1];
    return engine ? [{value: engine, from}] : [];
  });
}

function engineOfDriver(dependencies: Dependencies): Fact<Engine> | undefined {
  for (const [names, value] of DRIVERS) {
    const driver = dependencies.get(...names);
    if (driver) return {value, from: `${driver.from}, the driver`};
  }
  return undefined;
}

import type {Dependencies} from "./dependencies/dependencies.ts";
import {type Fact, first} from "./fact.ts";
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

const BY_URL = /dj_database_url|\benv\.(?:db|db_url)\(|\bDATABASE_URL\b/;

/**
 * The database engine that production uses. A URL in the environment says it only at run time: then the driver among the
 * dependencies tells. SQLite beside one of those is a default for developers.
 */
export function findDatabase(files: Files, settings: string[], dependencies: Dependencies): Fact<Engine> | undefined {
  const written = engineIn(files, settings, /["']ENGINE["']\s*[:,]\s*["']([\w.]+)["']/);
  if (written && written.value !== "sqlite") return written;
  const driver = first(files, settings, BY_URL) && engineOfDriver(dependencies);
  return driver ?? written ?? engineIn(files, settings, /["'](?:django\.db\.backends\.)(\w+)["']/);
}

function engineIn(files: Files, settings: string[], pattern: RegExp): Fact<Engine> | undefined {
  const said = first(files, settings, pattern);
  const engine = ENGINES.find(([name]) => name.test(said?.value ?? ""))?.[1];
  return said && engine && {value: engine, from: said.from};
}

function engineOfDriver(dependencies: Dependencies): Fact<Engine> | undefined {
  for (const [names, value] of DRIVERS) {
    const driver = dependencies.get(...names);
    if (driver) return {value, from: `${driver.from}, the driver`};
  }
  return undefined;
}

import type {Dependencies} from "./dependencies/dependencies.ts";
import {type Fact, first} from "./fact.ts";
import type {Files} from "./files.ts";
import {assignmentsTo} from "./python/assignments.ts";
import type {Expression} from "./python/expression.ts";

export type Engine = "postgresql" | "mysql" | "sqlite" | "oracle";

export interface Database extends Fact<Engine> {
  /** Where a variable decides: which, and what it is without. */
  by?: string;
  /** The variable that holds ENGINE. */
  engineVariable?: string;
}

export interface DatabaseFacts {
  database?: Database;
  /** Databases beside the default. */
  aliases: Fact[];
}

const ENGINES: [RegExp, Engine][] = [
  [/postg|psql/, "postgresql"],
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

/** What one line says of a database: its engine, or which variable says it, and what it is without. */
interface Said {
  alias: string;
  engine?: Engine;
  variable?: string;
  /** The variable is ENGINE alone, and no URL. */
  isEngine?: boolean;
  from: string;
}

/**
 * The database engine that production uses, as the settings give it; what they compare is no fact. A URL in the
 * environment says it only at run time: then the driver among the dependencies tells. SQLite beside one of those is a
 * default for developers.
 */
export function findDatabase(files: Files, settings: string[], dependencies: Dependencies): DatabaseFacts {
  const said = settings.flatMap((path) => saidIn(files, path));
  const aliases = said.filter(
    ({alias}, index) => alias !== "default" && said.findIndex((other) => other.alias === alias) === index,
  );
  const database = ofDefault(
    files,
    settings,
    said.filter(({alias}) => alias === "default"),
    dependencies,
  );
  return {...(database && {database}), aliases: aliases.map(({alias, from}) => ({value: alias, from}))};
}

function ofDefault(files: Files, settings: string[], said: Said[], dependencies: Dependencies): Database | undefined {
  const shared = said.find(
    ({engine, variable}) => variable === undefined && engine !== undefined && engine !== "sqlite",
  );
  if (shared?.engine) return {value: shared.engine, from: shared.from};
  const driver = engineOfDriver(dependencies);
  const variable = said.find((each) => each.variable !== undefined);
  if (variable) return byVariable(variable, driver);
  const [written] = said.filter(({engine}) => engine !== undefined);
  return (first(files, settings, BY_URL) && driver) || (written?.engine && {value: written.engine, from: written.from});
}

function byVariable(
  {engine, variable = "", isEngine, from}: Said,
  driver: Fact<Engine> | undefined,
): Database | undefined {
  if (engine === undefined && !isEngine) return driver;
  const value = engine === undefined || engine === "sqlite" ? (driver?.value ?? engine) : engine;
  if (value === undefined) return undefined;
  const by = engine === undefined ? `by ${variable}` : `by ${variable}, ${engine} unless set`;
  return {value, by, from, ...(isEngine && {engineVariable: variable})};
}

/** Every place of a file that gives DATABASES something. */
function saidIn(files: Files, path: string): Said[] {
  const text = files.get(path) ?? "";
  const named = (name: string): Expression | undefined =>
    assignmentsTo(text, name).find(({keys}) => keys.length === 0)?.value;
  return assignmentsTo(text, "DATABASES").flatMap(({keys, value, line}) => {
    const from = `${path}:${line}`;
    if (keys.length > 2 || keys.includes(undefined)) return [];
    const [alias, key] = keys;
    if (alias === undefined)
      return entriesOf(value, named).map((entry) => ({
        ...engineIn(entry.value, named),
        alias: entry.alias,
        from: `${path}:${lineIn(entry.value)}`,
      }));
    if (key === undefined) return [{...engineIn(value, named), alias, from}];
    return key === "ENGINE" ? [{...engineOf(value), alias, from}] : [];
  });
}

type Named = (name: string) => Expression | undefined;
type Spoken = Omit<Said, "alias" | "from">;

function resolved(value: Expression, named: Named): Expression {
  return value.is === "name" ? (named(value.text) ?? value) : value;
}

function entriesOf(value: Expression, named: Named): {alias: string; value: Expression}[] {
  const dict = resolved(value, named);
  if (dict.is !== "dict") return [];
  return dict.entries.flatMap(({key, value}) =>
    key.is === "string" ? [{alias: key.value, value: resolved(value, named)}] : [],
  );
}

/** Where a mapping has its ENGINE, else where it begins. */
function lineIn(value: Expression): number {
  return engineEntry(value)?.line ?? value.line;
}

function engineEntry(value: Expression): Expression | undefined {
  if (value.is === "dict") return value.entries.find(({key}) => key.is === "string" && key.value === "ENGINE")?.value;
  return value.is === "call" && value.name === "dict" ? value.named.get("ENGINE") : undefined;
}

function engineIn(value: Expression, named: Named): Spoken {
  const database = resolved(value, named);
  const engine = engineEntry(database);
  if (engine) return engineOf(resolved(engine, named));
  return database.is === "call" ? byUrl(database, named) : {};
}

function engineOf(value: Expression): Spoken {
  if (value.is === "string") return engineNamed(value.value);
  const read = variableIn(value);
  return read ? {...read, isEngine: true} : {};
}

/** `dj_database_url.config()` and `parse(os.environ[...])`, `env.db()` and their like. */
function byUrl(value: Expression & {is: "call"}, named: Named): Spoken {
  const {name, args, named: options} = value;
  const unset = engineNamed((options.get("default") ?? args[1])?.text ?? "");
  if (/(^|\.)(db|db_url|dj_db_url)$/.test(name)) return {variable: textIn(args[0]) ?? "DATABASE_URL", ...unset};
  if (/\bconfig$/.test(name) && /dj_database_url|^config$/.test(name)) {
    return {
      variable: textIn(options.get("env") ?? args[0]) ?? "DATABASE_URL",
      ...engineNamed(options.get("default")?.text ?? ""),
    };
  }
  if (!/\bparse$/.test(name) || args[0] === undefined) return {};
  const url = resolved(args[0], named);
  return url.is === "string" ? engineNamed(url.value) : (variableIn(url) ?? {});
}

/** `os.environ.get("X", "y")`, `env("X", default="y")` and `os.environ["X"]`. */
function variableIn(value: Expression): Spoken | undefined {
  if (value.is !== "call") {
    const name = /environ\[\s*["'](\w+)["']\s*\]/.exec(value.text)?.[1];
    return name === undefined ? undefined : {variable: name};
  }
  const variable = textIn(value.args[0]);
  const unset = value.named.get("default") ?? value.args[1];
  return variable === undefined ? undefined : {variable, ...engineNamed(unset?.text ?? "")};
}

function textIn(value: Expression | undefined): string | undefined {
  return value?.is === "string" ? value.value : undefined;
}

/** By the name of a backend or the beginning of a URL. */
function engineNamed(text: string): {engine?: Engine} {
  const name = /^[a-z]*["']?([\w.+]+):\/\//i.exec(text)?.[1] ?? text;
  const engine = ENGINES.find(([sign]) => sign.test(name.toLowerCase()))?.[1];
  return engine ? {engine} : {};
}

function engineOfDriver(dependencies: Dependencies): Fact<Engine> | undefined {
  for (const [names, value] of DRIVERS) {
    const driver = dependencies.get(...names);
    if (driver) return {value, from: `${driver.from}, the driver`};
  }
  return undefined;
}

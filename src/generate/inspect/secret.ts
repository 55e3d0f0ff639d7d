import type {Engine} from "./database.ts";
import type {Findings} from "./inspect.ts";

const NEEDED_ANYWAY = /^(\w+_)?DATABASE_URL$|^(\w+_)?(DB|DATABASE|POSTGRES|MYSQL)_PASSWORD$/;
const HOSTS = /ALLOWED_HOSTS?$/;

const URLS: Record<Engine, string> = {
  postgresql: "postgres://USER:PASSWORD@HOST:5432/NAME",
  mysql: "mysql://USER:PASSWORD@HOST:3306/NAME",
  oracle: "oracle://USER:PASSWORD@HOST:1521/NAME",
  sqlite: "...",
};

/** Variables that go into the Secret: those without a default, and keys and databases, whose defaults suit nobody. */
export function secretNames({variables, secretKey}: Findings): string[] {
  const isSecret = ({name, isRequired}: {name: string; isRequired: boolean}) =>
    isRequired || name === secretKey || NEEDED_ANYWAY.test(name);
  return variables.filter((variable) => isSecret(variable) && !HOSTS.test(variable.name)).map(({name}) => name);
}

/** The variable that holds the host names: the chart's first host has to be in it. */
export function hostsName({variables}: Findings): string | undefined {
  return variables.find(({name}) => HOSTS.test(name))?.name;
}

/** What can be set in `config`, and need not be. */
export function otherNames(findings: Findings): string[] {
  const taken = [...secretNames(findings), hostsName(findings)];
  return findings.variables.map(({name}) => name).filter((name) => !taken.includes(name) && !name.startsWith("DJCD_"));
}

/** The command that makes the Secret which values-dev.yaml names. Without any literal it is empty, and still has to be there. */
export function secretCommand(findings: Findings, name: string): string {
  const literals = secretNames(findings).map((each) => `--from-literal=${each}=${example(each, findings)}`);
  return [`kubectl create secret generic ${name}-env`, ...literals].join(" \\\n    ");
}

function example(name: string, {database, secretKey}: Findings): string {
  if (name === secretKey) return '"$(openssl rand -hex 32)"';
  if (/DATABASE_URL$/.test(name) && database) return `'${URLS[database.value]}'`;
  return "'...'";
}

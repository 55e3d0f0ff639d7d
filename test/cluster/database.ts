import {execa} from "execa";
import type {Cluster} from "./cluster.ts";
import {program} from "./components/postgres.ts";

export async function createDatabase(cluster: Cluster, name: string): Promise<void> {
  await sql(cluster, `CREATE DATABASE ${quoted(name)}`);
}

/** Ends the sessions that are left, so that no test waits for another's pods. */
export async function dropDatabase(cluster: Cluster, name: string): Promise<void> {
  await sql(cluster, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
}

async function sql({postgres: {host, port, user, password}}: Cluster, statement: string): Promise<void> {
  const login = [`--host=${host}`, `--port=${port}`, `--username=${user}`, "--dbname=postgres"];
  await execa(await program("psql"), [...login, "--no-psqlrc", "--quiet", "--command", statement], {
    env: {PGPASSWORD: password},
  });
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

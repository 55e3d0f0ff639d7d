import {appendFile, chown, mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {execa} from "execa";
import {postgresData} from "../paths.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";

const {nodeAddress, postgres: login, ports} = settings;
const versionsFolder = "/usr/lib/postgresql";

/** Debian's PostgreSQL with a data folder of its own; the system's clusters are left alone. */
export const postgres: Component = {
  name: "postgres",
  prepare: initialise,
  command: async () => [await program("postgres"), "-D", postgresData],
  ready: async () => !(await execa(await program("pg_isready"), address, {reject: false})).failed,
  user: postgresUser,
};

export const address = ["--host=127.0.0.1", `--port=${ports.postgres}`];

export async function program(name: string): Promise<string> {
  const newest = (await readdir(versionsFolder)).sort((a, b) => Number(b) - Number(a))[0];
  return join(versionsFolder, `${newest}`, "bin", name);
}

async function initialise(): Promise<void> {
  const user = await postgresUser();
  await mkdir(postgresData, {mode: 0o700});
  await chown(postgresData, user.uid, user.gid);
  const passwordFile = `${postgresData}-password`;
  await writeFile(passwordFile, login.password);
  await execa(await program("initdb"), initArguments(passwordFile), {...user, cwd: "/"});
  await rm(passwordFile);
  await appendFile(join(postgresData, "postgresql.conf"), configuration);
  await appendFile(join(postgresData, "pg_hba.conf"), "host all all 10.0.0.0/8 scram-sha-256\n");
}

const initArguments = (passwordFile: string) => [
  `--pgdata=${postgresData}`,
  `--username=${login.user}`,
  `--pwfile=${passwordFile}`,
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C.UTF-8",
  "--no-sync",
];

const configuration = `
port = ${ports.postgres}
listen_addresses = '127.0.0.1,${nodeAddress}'
unix_socket_directories = ''
max_connections = 300
fsync = off
`;

export async function postgresUser(): Promise<{uid: number; gid: number}> {
  const users = await readFile("/etc/passwd", "utf8");
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  if (!uid || !gid) throw new Error("There is no user postgres: install the Debian package postgresql.");
  return {uid: Number(uid), gid: Number(gid)};
}

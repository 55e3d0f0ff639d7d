import {type ChildProcess, spawn} from "node:child_process";
import {once} from "node:events";
import {chownSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {connect} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as pass} from "node:timers/promises";
import {execa} from "execa";
import {postgresUser, program} from "../cluster/components/postgres.ts";
import type {Cluster} from "../cluster/index.ts";
import {installPackages} from "../cluster/install/debian.ts";
import {freePort} from "./prometheus.ts";

/** A person's session in a database. */
export interface Person {
  /** Types statements, and goes on when they are done. */
  types(statements: string): Promise<void>;
  leaves(): Promise<void>;
}

/** Opens a session that lasts, at PostgreSQL itself or where a pooler listens. */
export async function personAt({postgres}: Cluster, database: string, port = postgres.port): Promise<Person> {
  const psql = spawn(await program("psql"), [
    "--no-psqlrc",
    "--quiet",
    "--tuples-only",
    address(postgres, database, port),
  ]);
  return {
    types: async (statements) => {
      const mark = `done ${Math.random()}`;
      psql.stdin.write(`${statements}\n\\echo ${mark}\n`);
      for await (const chunk of psql.stdout.iterator({destroyOnReturn: false})) if (`${chunk}`.includes(mark)) return;
    },
    leaves: () => end(psql),
  };
}

/** What one statement answers, each row a line. */
export async function asked({postgres}: Cluster, database: string, statement: string): Promise<string> {
  const words = ["--no-psqlrc", "--tuples-only", "--no-align", "--command", statement];
  return (await execa(await program("psql"), [...words, address(postgres, database, postgres.port)])).stdout;
}

function address({host, user, password}: Cluster["postgres"], database: string, port: number): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`;
}

/** A real pooler. */
export interface Pooler {
  readonly port: number;
  /** Where a pod finds the database through it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts Debian's PgBouncer in transaction mode before one database. */
export async function startPgBouncer({postgres}: Cluster, database: string): Promise<Pooler> {
  await installPackages(async (_, work) => work());
  // The folder of the tests is closed to the user that it runs as.
  const folder = mkdtempSync(join(tmpdir(), "djcd-pgbouncer-"));
  const port = await freePort();
  const {uid, gid} = await postgresUser();
  const users = join(folder, "users");
  const settings = join(folder, "pgbouncer.ini");
  writeFileSync(users, `"${postgres.user}" "${postgres.password}"\n`);
  writeFileSync(settings, settingsText(postgres, database, port, users));
  for (const path of [folder, users, settings]) chownSync(path, uid, gid);
  const bouncer = spawn("/usr/sbin/pgbouncer", ["--quiet", settings], {uid, gid, stdio: "inherit"});
  await untilOpen(bouncer, postgres.host, port);
  return {
    port,
    url: address(postgres, database, port),
    stop: async () => {
      await end(bouncer);
      rmSync(folder, {recursive: true});
    },
  };
}

const settingsText = ({host, port}: Cluster["postgres"], database: string, at: number, users: string): string => `
[databases]
${database} = host=${host} port=${port}
[pgbouncer]
listen_addr = ${host}
listen_port = ${at}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 20
`;

async function untilOpen(bouncer: ChildProcess, host: string, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (bouncer.exitCode !== null) throw new Error(`PgBouncer ended with ${bouncer.exitCode}`);
    if (await isOpen(host, port)) return;
    await pass(100);
  }
  throw new Error("PgBouncer is not ready after 10 s");
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => resolve(socket.destroy() !== undefined));
    socket.on("error", () => resolve(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

import {setTimeout as pass} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from "vitest";
import {asked, type Person, type Pooler, personAt, startPgBouncer} from "./database.ts";
import {beginStory, served, status} from "./story.ts";
import {buildTrial, TRIAL_ACCEPTED} from "./trial-image.ts";
import {makeWorld, type World} from "./world.ts";

// Migrations and what stands in their way, under load: a session that reads, a pooler that keeps sessions.

/** What all migrations hold while they run, as PostgreSQL counts advisory locks. */
const LOCK = Buffer.from("djcd-mig").readBigInt64BE();

describe("migrations under load", () => {
  const {world, tell, end} = beginStory({name: "migrations", helm: "helm4", router: "gateway-api"});
  let pooler: Pooler | undefined;
  afterAll(() => pooler?.stop());

  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const database = (statement: string): Promise<string> => asked(world().cluster, world().namespace, statement);
  const reader = async (): Promise<Person> => {
    const person = await personAt(world().cluster, world().namespace);
    onTestFinished(() => person.leaves());
    await person.types("BEGIN; SELECT count(*) FROM catalog_order;");
    return person;
  };
  const upgrade = (tag: string, ...more: readonly string[]): string[] => [
    ...["djcd", "upgrade", "shop", "--set", `image.tag=${tag}`, "--strategy", "blue-green", "--yes"],
    ...more,
  ];
  const isStableWithout = async (migration: string): Promise<void> => {
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
    expect(await database("SELECT name FROM django_migrations WHERE app = 'catalog'")).not.toContain(migration);
  };

  tell("a migration that gets no lock lets everybody pass, gives up, and names who holds it", async () => {
    const person = await reader();
    const {code, stderr} = await world().tryHelm(...upgrade("v2", "--set", "migrations.lockSeconds=4"));
    expect({
      code,
      first: stderr
        .split("\n")[0]
        ?.replace(/-migrate-\w+/, "-migrate-X")
        .replace(/\d+/g, "N"),
    }).toEqual({
      code: 3,
      first:
        "Error: Job shop-migrate-X failed: container migrate: Error, code N: migration catalog.N_order_gift_note did not get " +
        "a lock in N s (migrations.lockSeconds). It is held by pid N, user djcd, idle in transaction, for N s: SELECT count(*) " +
        "FROM catalog_order. Nothing of it is applied. Wait until that ends, or end it (SELECT pg_terminate_backend(PID)); " +
        "then type the same command again",
    });
    await isStableWithout("0003");
    await person.leaves();
  });

  tell("--timeout ends the wait for a migration, says what goes on, and the same command goes on with it", async () => {
    const person = await reader();
    const {code, stdout, stderr} = await world().tryHelm(...upgrade("v2", "--timeout", "45s"));
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /waiting: Job \S+ runs: Waiting for a lock that migration catalog.0003\S+ needs; it is held by/,
    );
    expect(stderr).toMatch(/Job (\S+) goes on by itself, for 3600 s .*kubectl logs -n e2e-migrations -f job\/\1\./);
    await isStableWithout("0003");
    const again = djcd(...upgrade("v2").slice(1));
    await person.leaves();
    await again;
    await djcd("promote");
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("behind a pooler in transaction mode the lock of migrations is one, and nothing is left of it", async () => {
    await buildTrial();
    pooler = await startPgBouncer(world().cluster, world().namespace);
    const other = await personAt(world().cluster, world().namespace, pooler.port);
    await other.types(`BEGIN; SELECT pg_try_advisory_xact_lock(${LOCK});`);
    const through = ["--set", `secrets.DATABASE_URL=${pooler.url}`];
    const released = world().tryHelm(...upgrade("trial", ...through, ...TRIAL_ACCEPTED));
    const told = untilTold("Waiting for the lock: another migration is running; pid").then(() => "told");
    expect(await Promise.race([told, released.then(({stderr}) => stderr)])).toBe("told");
    await other.types("COMMIT;");
    expect(await released).toMatchObject({code: 0});
    await djcd("promote");
    expect(await database("SELECT name FROM django_migrations WHERE app = 'catalog'")).toContain("0005_order_size");
    expect(await database("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).toBe("0");
  });

  end();

  /** Waits until a migration Job says this. */
  async function untilTold(words: string): Promise<void> {
    const logs = ["logs", "-l", "app.kubernetes.io/component=migrate", "--tail=-1"];
    for (let tries = 0; tries < 60; tries++) {
      if (
        (
          await world()
            .kubectl(...logs)
            .catch(() => "")
        ).includes(words)
      )
        return;
      await pass(1000);
    }
    throw new Error(`no migration Job said in 60 s: ${words}`);
  }
});

describe("a first installation that fails", () => {
  let first: World;

  beforeAll(async () => {
    first = await makeWorld({name: "first", helm: "helm4", router: "service", cpu: "50m"});
  });

  afterAll(() => first?.remove());

  const install = (...sets: readonly string[]): Promise<string> =>
    first.helm(
      "upgrade",
      "--install",
      "shop",
      first.chart,
      "-f",
      first.values,
      ...sets.flatMap((one) => ["--set", one]),
    );

  /** Asks, without the name of the release, until it says this. */
  async function statusSays(words: string): Promise<string> {
    let said = "";
    for (let tries = 0; tries < 60 && !said.includes(words); tries++) {
      said = await first.helm("djcd", "status");
      await pass(1000);
    }
    expect(said).toContain(words);
    return said;
  }

  const cases: readonly (readonly [title: string, set: string, says: string, next: string])[] = [
    [
      "a Secret that is missing",
      "existingSecrets={shop-env,keys}",
      'CreateContainerConfigError: secret "keys" not found',
      "kubectl create secret generic keys -n e2e-first --from-literal=NAME=VALUE",
    ],
    [
      "a password that is wrong",
      "secrets.DATABASE_URL=postgres://djcd:wrong@10.99.0.1:5480/e2e-first",
      'password authentication failed for user "djcd"',
      "helm upgrade --install shop CHART -n e2e-first -f VALUES",
    ],
    [
      "a host that Django does not know",
      "config.ALLOWED_HOSTS=other.example.com",
      "for host first.example.com, with 400: so does Django where ALLOWED_HOSTS does not hold first.example.com",
      "helm upgrade --install shop CHART -n e2e-first -f VALUES",
    ],
  ];

  test.each(cases)("%s is told in the words of its pods, with what to type", async (_, set, says, next) => {
    await install(set);
    expect(await statusSays(says)).toContain(`next:\n  ${next}`);
  });

  test("doctor deletes nothing of it, and the command that is printed mends it", async () => {
    expect(await first.helm("djcd", "doctor", "shop")).not.toContain("kubectl delete job");
    await install();
    await first.kubectl("rollout", "status", "deployment/shop-web-blue", "--timeout=120s");
    expect(await first.helm("djcd", "status")).toContain("next:\n  helm -n e2e-first djcd upgrade shop");
  });
});

import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {PassThrough} from "node:stream";
import {fileURLToPath} from "node:url";
import * as yaml from "js-yaml";
import {afterEach, beforeEach, expect, it} from "vitest";
import yargs from "yargs";
import {initCommand} from "../../src/commands/init.ts";
import {processContext} from "../../src/context.ts";
import {DjcdError} from "../../src/errors.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/projects/", import.meta.url));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "djcd-init-"));
});

afterEach(() => rm(folder, {recursive: true}));

async function init(...args: string[]): Promise<string> {
  const stdout = new PassThrough({encoding: "utf8"});
  const command = initCommand({...processContext(), cwd: folder, stdout});
  await yargs(["init", ...args])
    .command(command)
    .fail(false)
    .exitProcess(false)
    .parseAsync();
  return stdout.read() ?? "";
}

async function choices(path = "djcd.yaml"): Promise<unknown> {
  return yaml.load(await readFile(join(folder, path), "utf8"));
}

async function refusal(...args: string[]): Promise<string> {
  const error = await init(...args).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DjcdError);
  return (error as DjcdError).message;
}

it("init writes the choices of a project and says what it saw and what comes next", async () => {
  await cp(`${FIXTURES}cookiecutter`, join(folder, "bookshelf"), {recursive: true});
  const said = await init("bookshelf");
  expect(await choices("bookshelf/djcd.yaml")).toEqual({
    name: "bookshelf",
    version: "0.1.0",
    django: {settings: "config.settings.production"},
    components: {
      web: {
        ...{kind: "http", module: "config.wsgi:application", port: 5000},
        server: {name: "gunicorn", args: ["--chdir=/app"]},
        health: "/internal/health/",
      },
    },
    routers: ["service", "gateway-api"],
    pipelines: [],
    metrics: "none",
  });
  expect(said).toMatchInlineSnapshot(`
    "Wrote bookshelf/djcd.yaml.

    Inferred
      name        bookshelf                             the folder
      Django      ==5.2.7                               requirements/base.txt:6
      settings    config.settings.production            config/wsgi.py:5
      server      gunicorn                              compose/production/django/start:4
      module      config.wsgi:application               compose/production/django/start:4
      port        5000                                  compose/production/django/start:4
      health      /internal/health/                     bookshelf/internal/urls.py:7
      database    postgresql                            requirements/production.txt:3, the driver
      whitenoise  ==6.11.0                              requirements/base.txt:2
      image       compose/production/django/Dockerfile  compose/production/django/Dockerfile

    The start of today, of which the chart runs the server alone
      compose/production/django/Dockerfile:5: \`/entrypoint\`: is not in this folder, so nothing of it could be read. Type what its server is told into server in djcd.yaml.
      compose/production/django/start:3: \`python /app/manage.py collectstatic --noinput\`: belongs into the image's build, and does not run at its start. Add to compose/production/django/Dockerfile: RUN DATABASE_URL=sqlite://:memory: DJANGO_ADMIN_URL=build DJANGO_SECRET_KEY=build python /app/manage.py collectstatic --noinput.

    Seen, and not delivered by this version of djcd
      Celery workers (requirements/base.txt:4): no worker runs: tasks stay in the queue.
      Celery beat (requirements/base.txt:5): nothing is scheduled.

    Next
      cd bookshelf
      helm djcd generate
      kubectl create secret generic bookshelf-env \\
        --from-literal=DATABASE_URL='postgres://USER:PASSWORD@HOST:5432/NAME' \\
        --from-literal=DJANGO_ADMIN_URL='...' \\
        --from-literal=DJANGO_SECRET_KEY="$(openssl rand -hex 32)"
      helm upgrade --install bookshelf charts/bookshelf -f charts/bookshelf/values-dev.yaml \\
        --set-string config.DJANGO_ALLOWED_HOSTS=bookshelf.localhost
      # The settings also read CONN_MAX_AGE, DJANGO_DEBUG, DJANGO_READ_DOT_ENV_FILE, DJANGO_SECURE_SSL_REDIRECT, REDIS_URL: set them in config, or in the Secret.
    "
  `);
});

it("init names what it could not infer, and what would not work in a cluster", async () => {
  await cp(`${FIXTURES}startproject`, folder, {recursive: true});
  expect(await init("--name", "shop")).toMatchInlineSnapshot(`
    "Wrote djcd.yaml.

    Inferred
      name      shop                     --name
      settings  mysite.settings          mysite/wsgi.py:14
      server    gunicorn                 no file: the default
      module    mysite.wsgi:application  mysite/settings.py:69
      port      8000                     no file: the default
      database  sqlite                   mysite/settings.py:77

    Could not infer, or will not work in a cluster as it is
      Django's version: no requirements, pyproject.toml, Pipfile or lock names Django.
      gunicorn is in no file of dependencies. The image needs it: pip install gunicorn.
      No Dockerfile for Python, so no image is known. The chart runs an image of the project: build one and push it.
      No health view. Probes will only ask whether the port is open. Add a cheap view, say /healthz, then set health in djcd.yaml.
      SECRET_KEY is written at mysite/settings.py:23. Read it from the environment: SECRET_KEY = os.environ["SECRET_KEY"].
      DEBUG is True at mysite/settings.py:26. Production wants False.
      ALLOWED_HOSTS is empty at mysite/settings.py:28. It has to hold the first of the chart's hosts: probes ask for that one.
      SQLite (mysite/settings.py:77) is a file in one pod: two versions side by side need one database that both reach. Use PostgreSQL.
      Nothing serves static files with DEBUG off: no STATIC_ROOT, no whitenoise. Add whitenoise, and collectstatic to the image's build.

    Next
      helm djcd generate
      kubectl create secret generic shop-env
      helm upgrade --install shop charts/shop -f charts/shop/values-dev.yaml
      # The settings read no variable that djcd knows for a secret: add those that you need.
    "
  `);
  expect(await choices()).toMatchObject({name: "shop"});
});

it("init suggests the pipelines that a project has the system for, and chooses none", async () => {
  await cp(`${FIXTURES}cookiecutter`, folder, {recursive: true});
  await mkdir(join(folder, ".github/workflows"), {recursive: true});
  await writeFile(join(folder, ".github/workflows/ci.yml"), "on: push\n");
  await writeFile(join(folder, ".gitlab-ci.yml"), "test: {script: [true]}\n");
  expect(await init()).toContain("pipelines: [github-actions, gitlab-ci] in djcd.yaml.");
  expect(await readFile(join(folder, "djcd.yaml"), "utf8")).toContain(`
# Pipelines that are written beside the chart: github-actions, gitlab-ci.
# .github/workflows/ci.yml suggests github-actions.
# .gitlab-ci.yml suggests gitlab-ci.
pipelines: []
`);
});

it("init leaves a djcd.yaml alone, unless it is told to write it anew", async () => {
  await cp(`${FIXTURES}uv`, folder, {recursive: true});
  await writeFile(join(folder, "djcd.yaml"), "mine");
  expect(await refusal()).toBe(
    "djcd.yaml is there already, and yours. Type `helm djcd init --force` to write it anew, or go on with `helm djcd generate`.",
  );
  expect(await choices()).toBe("mine");
  await init("--force");
  expect(await choices()).toMatchObject({name: "ledger-api"});
});

it("init says what it looked for where there is no project, and which where there are several", async () => {
  await cp(FIXTURES, folder, {recursive: true});
  expect(await refusal("no-django")).toBe(
    "No Django project in no-django: neither it nor the folders below it hold a manage.py, or a wsgi.py or asgi.py beside the settings that it names. Type `helm djcd init DIR` with the folder that does.",
  );
  expect(await refusal("several")).toBe(
    "several holds 2 Django projects, and a chart is for one. Type one of\n  helm djcd init several/blog\n  helm djcd init several/shop",
  );
  expect(await refusal("nowhere")).toContain("the folder nowhere cannot be read (ENOENT)");
});

it("init chooses no settings module whose file is missing", async () => {
  await writeFile(join(folder, "manage.py"), 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.cloud")\n');
  expect(await refusal()).toBe(
    "No settings module in .: it is named shop.cloud (manage.py:1), and no file there is of that name. Type `helm djcd init DIR` with the folder from which Python imports it.",
  );
});

it.each(["Shop", "shop-blue", "1shop", "a".repeat(41), ""])("%j cannot be a chart's name", async (name) => {
  await cp(`${FIXTURES}uv`, folder, {recursive: true});
  expect(await refusal("--name", name)).toContain(`"${name}" cannot be a chart's name`);
});

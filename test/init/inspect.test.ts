import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {readProject} from "../../src/commands/init.ts";
import {choicesText} from "../../src/generate/inspect/choices.ts";
import type {Fact} from "../../src/generate/inspect/fact.ts";
import type {Files} from "../../src/generate/inspect/files.ts";
import {type Findings, inspect} from "../../src/generate/inspect/inspect.ts";
import {findRoot} from "../../src/generate/inspect/root.ts";
import {hostsName, secretNames} from "../../src/generate/inspect/secret.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/projects/", import.meta.url));

async function findingsOf(project: string): Promise<Findings> {
  return inspected(await readProject(FIXTURES + project, project), project);
}

function inspected(files: Files, folder: string): Findings {
  const search = findRoot(files);
  const findings = search.is === "found" ? inspect(files, search.root, folder) : undefined;
  if (!findings) throw new Error(`nothing was found in ${folder}: ${search.is}`);
  return findings;
}

function told(fact: Fact<string | number> | undefined): string {
  return fact ? `${fact.value} (${fact.from})` : "none";
}

interface Expected {
  name: string;
  django: string;
  settings: string;
  server: string;
  module: string;
  port: string;
  ready: string;
  live: string;
  database: string;
  whitenoise: string;
  image: string;
  secret: string[];
  hosts: string | undefined;
  undelivered: string[];
  advice: string[];
}

function summary(findings: Findings): Expected {
  const {name, django, settings, server, module, port, health, database, whitenoise, image} = findings;
  return {
    ...{name: told(name), django: told(django), settings: told(settings), server: told(server), module: told(module)},
    ...{port: told(port), ready: told(health.ready), live: told(health.live), database: told(database)},
    ...{whitenoise: told(whitenoise), image: told(image), secret: secretNames(findings), hosts: hostsName(findings)},
    undelivered: findings.undelivered.map(({value}) => value),
    advice: findings.advice.map((line) => line.split(" ").slice(0, 3).join(" ")),
  };
}

const table: Record<string, Expected> = {
  startproject: {
    name: "mysite (the settings module mysite.settings)",
    django: "none",
    settings: "mysite.settings (mysite/wsgi.py:14)",
    server: "gunicorn (no file: the default)",
    module: "mysite.wsgi:application (mysite/settings.py:69)",
    port: "8000 (no file: the default)",
    ready: "none",
    live: "none",
    database: "sqlite (mysite/settings.py:77)",
    whitenoise: "none",
    image: "none",
    secret: [],
    hosts: undefined,
    undelivered: [],
    advice: [
      ...["Django's version: no", "gunicorn is in", "No Dockerfile for", "No health view.", "SECRET_KEY is written"],
      ...["DEBUG is True", "ALLOWED_HOSTS is empty", "SQLite (mysite/settings.py:77) is", "Nothing serves static"],
    ],
  },
  cookiecutter: {
    name: "cookiecutter (the folder)",
    django: "==5.2.7 (requirements/base.txt:6)",
    settings: "config.settings.production (config/wsgi.py:5)",
    server: "gunicorn (compose/production/django/start:4)",
    module: "config.wsgi:application (compose/production/django/start:4)",
    port: "5000 (compose/production/django/start:4)",
    ready: "/internal/health/ (bookshelf/internal/urls.py:7)",
    live: "none",
    database: "postgresql (requirements/production.txt:3, the driver)",
    whitenoise: "==6.11.0 (requirements/base.txt:2)",
    image: "compose/production/django/Dockerfile (compose/production/django/Dockerfile)",
    secret: ["DATABASE_URL", "DJANGO_ADMIN_URL", "DJANGO_SECRET_KEY"],
    hosts: "DJANGO_ALLOWED_HOSTS",
    undelivered: ["Celery workers", "Celery beat"],
    advice: [],
  },
  poetry: {
    name: "chat-room (pyproject.toml:2)",
    django: "5.2.6 (poetry.lock:9)",
    settings: "chat.settings.prod (backend/chat/settings/prod.py, beside chat.settings.dev)",
    server: "uvicorn (pyproject.toml:8)",
    module: "chat.asgi:application (backend/chat/settings/common.py:4)",
    port: "8000 (no file: the default)",
    ready: "/ht/ (backend/chat/urls.py:4)",
    live: "none",
    database: "postgresql (backend/chat/settings/common.py:9)",
    whitenoise: "any (pyproject.toml:10)",
    image: "none",
    secret: ["DB_HOST", "DB_PASSWORD", "SECRET_KEY"],
    hosts: "ALLOWED_HOSTS",
    undelivered: ["Channels"],
    advice: ["No Dockerfile for"],
  },
  uv: {
    name: "ledger-api (pyproject.toml:2)",
    django: "5.2.8 (uv.lock:5)",
    settings: "core.settings (core/wsgi.py:5)",
    server: "gunicorn (Dockerfile:4)",
    module: "core.wsgi:app (Dockerfile:4)",
    port: "8080 (Dockerfile:4)",
    ready: "/readyz (core/urls.py:10)",
    live: "/healthz (core/urls.py:6)",
    database: "mysql (core/settings.py:10)",
    whitenoise: "none",
    image: "Dockerfile (Dockerfile)",
    secret: ["DB_PASSWORD", "SECRET_KEY"],
    hosts: "ALLOWED_HOSTS",
    undelivered: [],
    advice: ["Nothing serves static"],
  },
  pipenv: {
    name: "parcels (the settings module parcels.settings)",
    django: "4.2.25 (Pipfile.lock:13)",
    settings: "parcels.settings (parcels/wsgi.py:5)",
    server: "gunicorn (Procfile:2)",
    module: "parcels.wsgi:application (Procfile:2)",
    port: "8000 (the default: Procfile:2 computes it)",
    ready: "/__lbheartbeat__ (parcels/urls.py:3)",
    live: "none",
    database: "postgresql (Pipfile:5, the driver)",
    whitenoise: "~=6.9 (Pipfile:7)",
    image: "none",
    secret: ["DATABASE_URL", "SECRET_KEY"],
    hosts: undefined,
    undelivered: ["RQ workers"],
    advice: ["No Dockerfile for"],
  },
};

it.each(Object.entries(table))("what is inferred of the project %s, and from where", async (project, expected) => {
  expect(summary(await findingsOf(project))).toEqual(expected);
});

/** A project of one settings module and what else a row needs. */
function projectWith(files: Record<string, string>): Findings {
  const wsgi = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = None\n';
  const base = {"manage.py": "", "shop/wsgi.py": wsgi, "shop/settings.py": 'SECRET_KEY = os.environ["SECRET_KEY"]'};
  return inspected(new Map(Object.entries({...base, ...files})), "shop");
}

describe("how the web server is started", () => {
  const asgi = {"shop/asgi.py": "application = None"};
  const commands: [string, Record<string, string>, string][] = [
    ["a Procfile", {Procfile: "web: gunicorn shop.wsgi"}, "gunicorn shop.wsgi:application 8000"],
    ["a bind with a flag", {Procfile: "web: gunicorn -b :9000 shop.wsgi:app"}, "gunicorn shop.wsgi:app 9000"],
    [
      "gunicorn with uvicorn's worker",
      {
        ...asgi,
        Dockerfile: "FROM python\nCMD gunicorn shop.asgi:application -k uvicorn_worker.UvicornWorker -b 0.0.0.0:8001",
      },
      "gunicorn shop.asgi:application 8001",
    ],
    [
      "uvicorn",
      {
        ...asgi,
        Dockerfile: 'FROM python\nCMD ["uvicorn", "shop.asgi:application", "--host", "0.0.0.0", "--port", "8002"]',
      },
      "uvicorn shop.asgi:application 8002",
    ],
    ["daphne", {...asgi, Procfile: "web: daphne shop.asgi:application -p 8003"}, "uvicorn shop.asgi:application 8003"],
    ["an exposed port", {Dockerfile: "FROM python\nEXPOSE 8004"}, "gunicorn shop.wsgi:application 8004"],
    [
      "a server that is only installed",
      {Dockerfile: "FROM python\nRUN pip install uvicorn"},
      "gunicorn shop.wsgi:application 8000",
    ],
    [
      "uwsgi",
      {Dockerfile: "FROM python\nCMD uwsgi --http :8005 --wsgi-file shop/wsgi.py"},
      "other shop.wsgi:application 8005",
    ],
    ["channels", {...asgi, "requirements.txt": "channels"}, "uvicorn shop.asgi:application 8000"],
    ["uvicorn without an ASGI module", {"requirements.txt": "uvicorn"}, "gunicorn shop.wsgi:application 8000"],
  ];

  it.each(commands)("%s", (_, files, expected) => {
    const {server, module, port} = projectWith(files);
    expect(`${server.value} ${module.value} ${port.value}`).toBe(expected);
  });

  it("a project without wsgi.py is served by Django's own factory", () => {
    const files = new Map([
      ["manage.py", 'os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"'],
      ["shop/settings.py", ""],
    ]);
    expect(inspected(files, "shop").module.value).toBe("django.core.wsgi:get_wsgi_application()");
  });
});

describe("which settings module runs in production", () => {
  const said = (module: string) => `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")`;
  const split = {
    "shop/settings/base.py": "",
    "shop/settings/production.py": "from .base import *",
    "shop/settings/local.py": "",
  };
  const modules: [string, Record<string, string>, string][] = [
    ["wsgi.py goes before manage.py", {"manage.py": said("shop.dev")}, "shop.settings"],
    [
      "an image goes before wsgi.py",
      {Dockerfile: "FROM python\nENV DJANGO_SETTINGS_MODULE=shop.cloud", "shop/cloud.py": ""},
      "shop.cloud",
    ],
    [
      "the production brother of local settings",
      {...split, "shop/wsgi.py": said("shop.settings.local")},
      "shop.settings.production",
    ],
    [
      "the production member of a package",
      {...split, "shop/settings/__init__.py": "", "shop/settings.py": ""},
      "shop.settings",
    ],
  ];

  it.each(modules)("%s", (_, files, expected) => {
    expect(projectWith(files).settings.value).toBe(expected);
  });
});

describe("which variables the settings need", () => {
  const lines: [string, string[]][] = [
    ['A = os.environ["A"]', ["A"]],
    ['A = os.environ.get("A")', []],
    ['A = os.getenv("A", "a")', []],
    ['os.environ["A"] = "set here"', []],
    ['# A = os.environ["A"]', []],
    ['A = env("A")', ["A"]],
    ['A = env("A", default="a")', []],
    ['A = env.int("A")', ["A"]],
    ['A = env.int("A", 1)', []],
    ['A = env_bool("A")', []],
    ['if "B" in os.environ:\n    A = os.environ["A"]', []],
    ['D = {\n    "a": os.environ["A"],\n}', ["A"]],
    ['AWS = env("AWS_SECRET_KEY", default=None)', []],
    ['D = {\n    "PASSWORD": getenv("DB_PASSWORD", ""),\n}', ["DB_PASSWORD"]],
    ['A = config("A", cast=bool)', ["A"]],
    ['A = config("A", default=False, cast=bool)', []],
    ["env = environ.Env(\n    # (as in tests)\n    A=(list, (1, 2)),\n    B=(bool, False),\n)\nB = env('B')", []],
    ['if (\n    "B" in os.environ\n):\n    A = os.environ["A"]', []],
    ["DATABASES = {'default': env.db()}", ["DATABASE_URL"]],
    ["DATABASES = {'default': dj_database_url.config()}", ["DATABASE_URL"]],
    ['SECRET_KEY = os.environ.get("APP_SECRET_KEY", "unsafe")', ["APP_SECRET_KEY"]],
    ['ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split()', []],
  ];

  it.each(lines)("%s", (line, expected) => {
    expect(secretNames(projectWith({"shop/settings.py": line}))).toEqual(expected);
  });
});

it("Django's version is read from wherever dependencies are listed, a lock first", () => {
  const versions: [Record<string, string>, string][] = [
    [{"requirements.txt": "Django[argon2] >= 5.2, <5.3 ; python_version > '3'"}, ">= 5.2, <5.3"],
    [{"requirements.txt": "django==5.2.1 \\\n    --hash=sha256:0"}, "==5.2.1"],
    [{"requirements/prod.in": "django"}, "any"],
    [{"setup.py": "setup(install_requires=['six', 'Django>=4.2'])"}, ">=4.2"],
    [{"setup.cfg": "[options]\ninstall_requires =\n    six\n    django>=4.2\n\n[flake8]\nmax = 3"}, ">=4.2"],
    [{"pyproject.toml": '[project]\ndependencies = ["psycopg[binary]>=3", "django~=5.2"]'}, "~=5.2"],
    [{"pyproject.toml": '[project.optional-dependencies]\nweb = [\n  "django~=5.2",\n]'}, "~=5.2"],
    [{"pyproject.toml": '[tool.poetry.dependencies]\ndjango = {version = "^5.2", extras = ["bcrypt"]}'}, "^5.2"],
    [{"requirements.txt": "django>=5", "uv.lock": '[[package]]\nname = "django"\nversion = "5.2.8"'}, "5.2.8"],
  ];
  for (const [files, expected] of versions)
    expect(projectWith(files).django?.value, JSON.stringify(files)).toBe(expected);
});

it("the choices carry what was inferred, and say in comments from where", async () => {
  expect(choicesText(await findingsOf("uv"))).toMatchInlineSnapshot(`
    "# What this project is. Written by \`helm djcd init\`, yours from now on. \`helm djcd generate\` makes the chart from it.

    # The chart's name. From pyproject.toml:2.
    name: ledger-api

    # The chart's own version. The version of the code is the image's tag.
    version: 0.1.0

    django:
      # From core/wsgi.py:5. An environment that runs others says so in its values: config.DJANGO_SETTINGS_MODULE.
      settings: core.settings
      # What starts Python in the image. From Dockerfile:4.
      python: ["uv", "run", "python"]
      # Database: mysql. From core/settings.py:10.

    components:
      web:
        kind: http
        # gunicorn or uvicorn. From Dockerfile:4.
        server:
          name: gunicorn
          command: ["uv", "run", "gunicorn"]
        # From Dockerfile:4.
        module: core.wsgi:app
        # From Dockerfile:4.
        port: 8080
        # A view that says whether a pod may have traffic. From core/urls.py:10.
        # /healthz (core/urls.py:6) suits web.health.livenessPath in values.yaml.
        health: /readyz

    # What can split traffic between two versions; which of them does is a value, so that environments may differ.
    routers:
      - service
      - gateway-api

    # Pipelines that are written beside the chart: github-actions, gitlab-ci.
    pipelines: []
    # What counts requests and errors in the pods: django-prometheus, or none. From no file of dependencies.
    metrics: none
    "
  `);
  expect(choicesText(await findingsOf("startproject"))).toContain("    # health: /healthz\n");
});

it("the example's djcd.yaml is what init writes, with pipelines chosen", async () => {
  const shop = fileURLToPath(new URL("../../examples/shop", import.meta.url));
  const findings = inspected(await readProject(shop, shop), "shop");
  const chosen = choicesText(findings).replace("pipelines: []", "pipelines:\n  - github-actions\n  - gitlab-ci");
  expect(chosen).toBe(await readFile(`${shop}/djcd.yaml`, "utf8"));
});

import {type Layout, NO_IMAGE, PLAIN} from "./layout.ts";

const settings = (...lines: string[]) => ({
  "shop/settings.py": (PLAIN["shop/settings.py"] ?? "").replace(/^DATABASES.*$/m, lines.join("\n")),
});

const WITHOUT_DRIVER = {"requirements.txt": "django\ngunicorn\nwhitenoise\n"};

const BY_VARIABLE = (name: string, from: string) =>
  `${name} says the database engine (${from}). Type it into values.yaml, with a driver in the image: config: {${name}: django.db.backends.postgresql}.`;

/** Which engine production uses, and what else the settings say of databases. */
export const DATABASE: Layout[] = [
  {
    what: "a URL that is sqlite unless it is set",
    files: settings('DATABASES = {"default": dj_database_url.config(default="sqlite:///db.sqlite3")}'),
    says: [NO_IMAGE],
    infers: [
      "database  by DATABASE_URL, sqlite unless set  shop/settings.py:8",
      "# Database: by DATABASE_URL, sqlite unless set. From shop/settings.py:8.",
      "--from-literal=DATABASE_URL='postgres://USER:PASSWORD@HOST:5432/NAME'",
    ],
  },
  {
    what: "a URL of another name, parsed, whose default a path completes",
    files: settings(
      'DATABASES["default"] = dj_database_url.parse(os.environ.get("SITE_DATABASE_URL", f"sqlite:///{BASE}/db"))',
    ),
    says: [NO_IMAGE],
    infers: ["database  by SITE_DATABASE_URL, sqlite unless set  shop/settings.py:8"],
  },
  {
    what: "a URL by django-environ, without a driver for any server",
    files: {...settings('DATABASES = {"default": env.db("DB_URL", default="sqlite:////tmp/db")}'), ...WITHOUT_DRIVER},
    says: [
      NO_IMAGE,
      "The database is by DB_URL, sqlite unless set (shop/settings.py:8), and no driver for a server is in the dependencies: add psycopg[binary].",
    ],
  },
  {
    what: "an engine that is only asked about",
    files: settings(
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}',
      'if DATABASES["default"]["ENGINE"] == "django.db.backends.mysql":',
      '    DATABASES["default"]["OPTIONS"] = {"charset": "utf8mb4"}',
    ),
    says: [NO_IMAGE],
    infers: ["database  postgresql  shop/settings.py:8"],
  },
  {
    what: "an engine that another setting lists",
    files: settings(
      'DATABASES = {"default": dict(ENGINE="django.db.backends.postgresql")}',
      'TESTED = ["django.db.backends.mysql"]',
    ),
    says: [NO_IMAGE],
    infers: ["database  postgresql  shop/settings.py:8"],
  },
  {
    what: "an engine that a variable names",
    files: settings('DATABASES = {"default": {"ENGINE": os.environ.get("DB_ENGINE")}}'),
    says: [NO_IMAGE, BY_VARIABLE("DB_ENGINE", "shop/settings.py:8")],
    infers: ["database  by DB_ENGINE  shop/settings.py:8"],
  },
  {
    what: "an engine that a variable names, sqlite unless set, over several lines",
    files: settings(
      "MAIN = {",
      '    "NAME": "x",',
      '    "ENGINE": config("ENGINE_OF_DB", default="django.db.backends.sqlite3"),',
      "}",
      'DATABASES = {"default": MAIN}',
    ),
    says: [NO_IMAGE, BY_VARIABLE("ENGINE_OF_DB", "shop/settings.py:10")],
    infers: ["database  by ENGINE_OF_DB, sqlite unless set  shop/settings.py:10"],
  },
  {
    what: "sqlite for developers, a server elsewhere",
    files: settings(
      "if DEBUG:",
      '    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}',
      "else:",
      '    DATABASES = {"default": {"ENGINE": "django.contrib.gis.db.backends.postgis"}}',
    ),
    says: [NO_IMAGE],
    infers: ["database  postgresql  shop/settings.py:11"],
  },
  {
    what: "a second database in the mapping",
    files: settings(
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}, "archive": {"ENGINE": "django.db.backends.mysql"}}',
    ),
    says: [
      NO_IMAGE,
      "The migration Job migrates the database default alone, and the settings have archive (shop/settings.py:8) beside it. Where one has tables of its own: kubectl exec deploy/shop-web-blue -- python manage.py migrate --database archive.",
    ],
    infers: ["database  postgresql  shop/settings.py:8"],
  },
  {
    what: "a second database in a branch",
    files: settings(
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}',
      'if "REPLICA_URL" in os.environ:',
      '    DATABASES.update({"replica": dj_database_url.parse(os.environ["REPLICA_URL"])})',
    ),
    says: [
      NO_IMAGE,
      "The migration Job migrates the database default alone, and the settings have replica (shop/settings.py:10) beside it. Where one has tables of its own: kubectl exec deploy/shop-web-blue -- python manage.py migrate --database replica.",
    ],
  },
];

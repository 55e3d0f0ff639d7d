import {image, type Layout, NO_IMAGE, PLAIN} from "./layout.ts";

const TEXT = PLAIN["shop/settings.py"] ?? "";

const names = (expression: string) =>
  `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", ${expression})\napplication = None\n`;

/** wsgi.py, asgi.py and manage.py all say it. */
const namedBy = (expression: string) => ({
  "manage.py": names(expression),
  "shop/wsgi.py": names(expression),
  "shop/asgi.py": names(expression),
});

const PACKAGE = {
  "shop/settings.py": null,
  "shop/settings/__init__.py": "",
  "shop/settings/base.py": TEXT,
  "shop/settings/dev.py": "from .base import *\n",
  "shop/settings/production.py": "from .base import *\n",
};

const ELSEWHERE = "into django.settings in djcd.yaml, or for one environment into config.DJANGO_SETTINGS_MODULE";

const SERVE = 'CMD ["gunicorn", "shop.wsgi"]';

/** Which settings module runs in production, and what is said of the others. */
export const SETTINGS: Layout[] = [
  {
    what: "a module that only the image's build reads",
    files: {
      Dockerfile: image("RUN DJANGO_SETTINGS_MODULE=shop.build_settings python manage.py collectstatic", SERVE),
      "shop/build_settings.py": TEXT,
    },
    infers: ["settings  shop.settings  shop/wsgi.py:2"],
  },
  {
    what: "a build that takes the variable away",
    files: {Dockerfile: image("RUN env -u DJANGO_SETTINGS_MODULE django-admin compilemessages", SERVE)},
    infers: ["settings  shop.settings  shop/wsgi.py:2"],
  },
  {
    what: "a build stage with settings of its own",
    files: {
      Dockerfile: `FROM python:3.13 AS build\nENV DJANGO_SETTINGS_MODULE=shop.build_settings\n\n${image(SERVE)}`,
      "shop/build_settings.py": TEXT,
    },
    infers: ["settings  shop.settings  shop/wsgi.py:2"],
  },
  {
    what: "settings for production beside those that are named",
    files: {"shop/production_settings.py": "from .settings import *\n"},
    says: [
      `shop.settings is the settings module, and shop.production_settings (shop/production_settings.py) looks meant for production: type it ${ELSEWHERE} if that runs.`,
      NO_IMAGE,
    ],
  },
  {
    what: "a module that an environment's name computes",
    files: {...PACKAGE, ...namedBy("f\"shop.settings.{os.environ['STAGE']}\"")},
    django: {settings: "shop.settings.production"},
    says: [
      `The settings module is computed at shop/wsgi.py:2: f"shop.settings.{os.environ['STAGE']}". It may be shop.settings.dev, shop.settings.production. shop.settings.production is written: type another ${ELSEWHERE}.`,
      NO_IMAGE,
    ],
  },
  {
    what: "a module that a branch decides",
    files: {
      ...PACKAGE,
      ...namedBy('"shop.settings.dev"'),
      "shop/wsgi.py": `${names('"shop.settings.dev"')}if LIVE:\n    os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.production"\n`,
    },
    django: {settings: "shop.settings.production"},
    says: [
      `The settings module is computed at shop/wsgi.py:2: "shop.settings.dev". It may be shop.settings.dev, shop.settings.production. shop.settings.production is written: type another ${ELSEWHERE}.`,
      NO_IMAGE,
    ],
  },
  {
    what: "a stage that ENV fills in, without a default",
    files: {
      ...PACKAGE,
      ...namedBy('"shop.settings.dev"'),
      Dockerfile: image("ENV DJANGO_SETTINGS_MODULE=shop.settings.$STAGE", SERVE),
    },
    django: {settings: "shop.settings.production"},
    says: [
      `The settings module is computed at Dockerfile:4: shop.settings.$STAGE. It may be shop.settings.dev, shop.settings.production. shop.settings.production is written: type another ${ELSEWHERE}.`,
    ],
  },
  {
    what: "a stage that a build argument fills in",
    files: {
      ...PACKAGE,
      ...namedBy('"shop.settings.dev"'),
      Dockerfile: image("ARG STAGE=production", "ENV DJANGO_SETTINGS_MODULE=shop.settings.$STAGE", SERVE),
    },
    django: {settings: "shop.settings.production"},
    infers: ["settings  shop.settings.production  Dockerfile:5"],
  },
  {
    what: "a module that a script exports",
    files: {
      ...PACKAGE,
      ...namedBy('"shop.settings.dev"'),
      Dockerfile: image('CMD ["./up.sh"]'),
      "up.sh": "export DJANGO_SETTINGS_MODULE=shop.settings.production\nexec gunicorn shop.wsgi\n",
    },
    django: {settings: "shop.settings.production"},
    infers: [
      "settings  shop.settings.production  up.sh:1",
      "# Not chosen: shop.settings.dev, from shop/wsgi.py:2: it looks meant for developers.",
    ],
  },
  {
    what: "an image that names a module which is not there",
    files: {Dockerfile: image("ENV DJANGO_SETTINGS_MODULE shop.cloud", SERVE)},
    infers: [
      "settings  shop.settings  shop/wsgi.py:2",
      "# Not chosen: shop.cloud, from Dockerfile:4: its file is not in this folder.",
    ],
  },
  {
    what: "settings for docker compose alone",
    files: {"shop/settings.py": null, "shop/docker_compose.py": TEXT, ...namedBy('"shop.docker_compose"')},
    django: {settings: "shop.docker_compose"},
    says: [
      `shop.docker_compose (shop/wsgi.py:2) looks meant for developers, and no other settings module is there. Write one for production and type it ${ELSEWHERE}.`,
      NO_IMAGE,
    ],
  },
  {
    what: "a folder for each environment",
    files: {
      "shop/settings.py": null,
      "shop/conf/dev/settings.py": TEXT,
      "shop/conf/prod/settings.py": TEXT,
      ...namedBy('"shop.conf.dev.settings"'),
    },
    django: {settings: "shop.conf.prod.settings"},
    says: [NO_IMAGE],
    infers: ["settings  shop.conf.prod.settings  shop/conf/prod/settings.py, beside shop.conf.dev.settings"],
  },
  {
    what: "a package whose own file chooses",
    files: {...PACKAGE, "shop/settings/__init__.py": "from .base import *\n", ...namedBy('"shop.settings"')},
    says: [
      `shop.settings is the settings module, and shop.settings.production (shop/settings/production.py) looks meant for production: type it ${ELSEWHERE} if that runs.`,
      NO_IMAGE,
    ],
  },
];

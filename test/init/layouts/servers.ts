import {image, type Layout, NO_IMAGE} from "./layout.ts";

const WITHOUT_WSGI = {
  "shop/wsgi.py": null,
  "shop/settings.py":
    'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nROOT_URLCONF = "shop.urls"\nSTATIC_ROOT = "static"\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n',
};

const FACTORY = "django.core.wsgi:get_wsgi_application()";

/** Which server runs, with which words, and what it loads. */
export const SERVERS: Layout[] = [
  {
    what: "gunicorn with a worker class of the project, a timeout and a config file",
    files: {
      Dockerfile: image(
        'CMD ["gunicorn","shop.asgi:application","-k","shop.workers.Worker","--timeout","180","-c","conf/gunicorn.py"]',
      ),
      "conf/gunicorn.py": "keepalive = 5\ntimeout = 30\ndef post_fork(server, worker): pass\n",
    },
    web: {
      server: {
        name: "gunicorn",
        args: ["--worker-class=shop.workers.Worker", "--timeout=180"],
        config: "conf/gunicorn.py",
      },
      module: "shop.asgi:application",
    },
    says: ["conf/gunicorn.py:1: keepalive = 5 is a value of the chart: web.server.keepAlive: 5 in values.yaml."],
  },
  {
    what: "a config file in which the chart's flags would win, and one setting is computed",
    files: {
      Dockerfile: image("CMD gunicorn -c gunicorn_prod.py shop.wsgi"),
      "gunicorn_prod.py":
        'import os\nbind = "0.0.0.0:8008"\nworker_class = "gevent"\ntimeout = int(os.environ["T"])\nworkers = os.cpu_count()\n',
    },
    web: {server: {name: "gunicorn", args: ["--worker-class=gevent"], config: "gunicorn_prod.py"}, port: 8008},
    says: [
      'gunicorn_prod.py:4: timeout = int(os.environ["T"]) is computed. Type what it comes to into server.args in djcd.yaml: --timeout=VALUE.',
      "gunicorn_prod.py:5: workers = os.cpu_count() is a value of the chart: type a number into web.server.workers in values.yaml.",
    ],
  },
  {
    what: "flags in GUNICORN_CMD_ARGS, and workers that do not share memory between threads",
    files: {
      Dockerfile: image(
        'ENV GUNICORN_CMD_ARGS="--bind=0.0.0.0:8009 -k sync"',
        'CMD ["gunicorn", "shop.wsgi", "--log-level=debug", "--log-file", "/var/log/g.log"]',
      ),
    },
    web: {
      server: {name: "gunicorn", args: ["--log-level=debug", "--worker-class=sync", "--threads=1"]},
      port: 8009,
    },
    says: ["Dockerfile:5: --log-file /var/log/g.log is left out: the chart's pods write their log to stdout."],
  },
  {
    what: "a port that the config file computes",
    files: {
      Dockerfile: image("CMD gunicorn -c site.py shop.wsgi"),
      "site.py": "import os\nbind = f\"0.0.0.0:{os.environ['PORT']}\"\n",
    },
    web: {server: {name: "gunicorn", config: "site.py"}},
    infers: ["port  8000  the default: site.py:2 computes it"],
  },
  {
    what: "gunicorn for ASGI without workers that speak it",
    files: {Dockerfile: image("CMD gunicorn shop.asgi")},
    web: {module: "shop.asgi:application"},
    says: [
      "shop.asgi:application (Dockerfile:4) speaks ASGI, and no worker class is known that does: type one into server.args in djcd.yaml, as in --worker-class=uvicorn_worker.UvicornWorker.",
    ],
  },
  {
    what: "a config file under another name in the image",
    files: {
      Dockerfile: image(
        "COPY deploy/g.py /etc/gunicorn/conf.py",
        "CMD gunicorn --config=/etc/gunicorn/conf.py shop.wsgi",
      ),
      "deploy/g.py": 'bind = ["0.0.0.0:8013"]\nworker_class = "gthread"\n',
    },
    web: {server: {name: "gunicorn", config: "/etc/gunicorn/conf.py"}, port: 8013},
  },
  {
    what: "daphne for everybody",
    files: {Dockerfile: image('CMD ["daphne", "-b", "0.0.0.0", "-p", "8004", "shop.asgi:application"]')},
    web: {
      server: {name: "other", command: ["daphne", "-b", "0.0.0.0", "-p", "8004", "shop.asgi:application"]},
      module: "shop.asgi:application",
      port: 8004,
    },
  },
  {
    what: "daphne for itself alone",
    files: {Dockerfile: image("CMD daphne -p 8004 shop.asgi:application")},
    web: {server: "uvicorn", module: "shop.asgi:application", port: 8004},
    says: [
      "Dockerfile:4 runs daphne, which listens on 127.0.0.1, where no proxy reaches it: uvicorn serves in its place. To keep daphne, type its whole command into djcd.yaml: server: {name: other, command: [daphne, ...]}, listening on 0.0.0.0.",
    ],
  },
  {
    what: "granian whose port nothing says",
    files: {Dockerfile: image("CMD granian --interface wsgi --host 0.0.0.0 --port $PORT shop.wsgi:application")},
    says: [
      "Dockerfile:4 runs granian, which is told $PORT, and no shell fills that in: gunicorn serves in its place. To keep granian, type its whole command into djcd.yaml: server: {name: other, command: [granian, ...]}, listening on 0.0.0.0.",
    ],
  },
  {
    what: "uwsgi by a file that speaks HTTP",
    files: {
      Dockerfile: image('CMD ["uwsgi", "--ini", "uwsgi.ini"]'),
      "uwsgi.ini": "[uwsgi]\nhttp-socket = :8005\nmodule = shop.wsgi:application\n",
    },
    web: {server: {name: "other", command: ["uwsgi", "--ini", "uwsgi.ini"]}, port: 8005},
  },
  {
    what: "uwsgi that speaks to nginx",
    files: {Dockerfile: image('CMD ["uwsgi", "--socket", ":3031", "--module", "shop.wsgi"]')},
    says: [
      "Dockerfile:4 runs uwsgi, which does not speak HTTP there: gunicorn serves in its place. To keep uwsgi, type its whole command into djcd.yaml: server: {name: other, command: [uwsgi, ...]}, listening on 0.0.0.0.",
    ],
  },
  {
    what: "a socket behind nginx in one image",
    files: {
      Dockerfile: image(
        "RUN apt-get install -y nginx",
        "EXPOSE 80 8080",
        "CMD nginx & gunicorn --bind unix:/run/shop.sock shop.wsgi",
      ),
    },
    says: ["Dockerfile:6: `nginx`: is a process of its own, and does not run: the chart has the web server alone."],
    infers: ["port  8000  the default: Dockerfile:6 says a socket"],
  },
  {
    what: "a port of nginx's, and a server without one",
    files: {Dockerfile: image("RUN apt-get install -y nginx", "EXPOSE 8080", 'CMD ["gunicorn", "shop.wsgi"]')},
    infers: ["port  8000  no file: the default"],
  },
  {
    what: "uvicorn on a socket, with flags",
    files: {Dockerfile: image("CMD uvicorn shop.asgi:application --uds /run/u.sock --lifespan off --workers 3")},
    web: {server: {name: "uvicorn", args: ["--lifespan=off"]}, module: "shop.asgi:application"},
    says: ["Dockerfile:4: --workers 3 is a value of the chart: web.server.workers: 3 in values.yaml."],
  },
  {
    what: "a module that only gunicorn's config file names",
    files: {
      ...WITHOUT_WSGI,
      Dockerfile: image('CMD ["gunicorn"]'),
      "gunicorn.conf.py": 'wsgi_app = "wsgi.app:application"\nbind = ":8006"\n',
      "wsgi/app.py": "application = None\n",
    },
    web: {module: "wsgi.app:application", port: 8006},
  },
  {
    what: "a module with a name of its own",
    files: {...WITHOUT_WSGI, Dockerfile: image("CMD gunicorn shop.entry:site"), "shop/entry.py": "site = None\n"},
    web: {module: "shop.entry:site"},
  },
  {
    what: "a file for Apache",
    files: {...WITHOUT_WSGI, "shop.wsgi": "import os\n"},
    web: {module: FACTORY},
    says: [
      NO_IMAGE,
      "shop.wsgi is a file for Apache, and no module that a server imports: Django's own application is served. If shop.wsgi does more, copy it to a wsgi.py and set module in djcd.yaml.",
    ],
  },
  {
    what: "manage.py as a link into the project",
    files: {
      "manage.py": null,
      "shop/app/manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    },
    links: {"manage.py": "shop/app/manage.py"},
    says: [NO_IMAGE],
  },
  {
    what: "manage.py as a link to the folder from which Python imports",
    files: {
      "manage.py": null,
      "shop/wsgi.py": null,
      "shop/asgi.py": null,
      "shop/settings.py": null,
      "shop/urls.py": null,
      "shop/app/manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\n',
      "shop/app/site_/wsgi.py":
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\napplication = None\n',
      "shop/app/site_/settings.py":
        'ROOT_URLCONF = "site_.urls"\nSTATIC_ROOT = "static"\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n',
      "shop/app/site_/urls.py": 'urlpatterns = [path("healthz", view)]\n',
    },
    links: {"manage.py": "shop/app/manage.py"},
    django: {settings: "site_.settings"},
    web: {module: "site_.wsgi:application"},
    says: [NO_IMAGE],
    infers: [
      "# The image has to start in shop/app, from where Python imports the project; else set config.PYTHONPATH.",
    ],
  },
];

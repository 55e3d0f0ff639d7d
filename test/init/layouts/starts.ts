import {image, type Layout, NO_IMAGE} from "./layout.ts";

const MIGRATES = (from: string, text = "python manage.py migrate") =>
  `${from}: \`${text}\`: the migration Job does it.`;
const COLLECTS = (from: string, text: string, line: string) =>
  `${from}: \`${text}\`: belongs into the image's build, and does not run at its start. Add to Dockerfile: RUN ${line}.`;
const PROCESS = (from: string, text: string) =>
  `${from}: \`${text}\`: is a process of its own, and does not run: the chart has the web server alone.`;

const IN_VENV = {
  django: {settings: "shop.settings", python: ["/app/venv/bin/python"]},
  web: {server: {name: "gunicorn", command: ["/app/venv/bin/gunicorn"]}},
};

/** What an image, a Procfile, a compose file or a Makefile does when it starts. */
export const STARTS: Layout[] = [
  {
    what: "an entrypoint that activates a venv, migrates, collects and serves",
    files: {
      Dockerfile: image('ENTRYPOINT ["/app/entrypoint.sh"]'),
      "entrypoint.sh":
        "#!/bin/sh\n. venv/bin/activate; python manage.py migrate\npython manage.py collectstatic --noinput\nexec gunicorn shop.wsgi\n",
    },
    ...IN_VENV,
    says: [
      MIGRATES("entrypoint.sh:2"),
      COLLECTS(
        "entrypoint.sh:3",
        "python manage.py collectstatic --noinput",
        "SECRET_KEY=build /app/venv/bin/python manage.py collectstatic --noinput",
      ),
    ],
  },
  {
    what: "the venv by PATH, and variables of a script",
    files: {
      Dockerfile: image("COPY docker/boot /usr/local/bin/", 'CMD ["boot"]'),
      "docker/boot":
        '#!/bin/bash\nset -e\nexport PATH="/app/venv/bin:$PATH"\nexport TZ=UTC HOSTED="$(hostname)"\nexec gunicorn shop.wsgi\n',
    },
    ...IN_VENV,
    says: [
      'docker/boot:4: sets TZ for the server. Type config: {TZ: "UTC"} in values.yaml.',
      "docker/boot:4: sets HOSTED for the server. Type what it comes to as config.HOSTED in values.yaml, or into the Secret.",
    ],
  },
  {
    what: "a venv that only a run knows",
    files: {
      Dockerfile: image('CMD ["./up.sh"]'),
      "up.sh": '. "$VENV/bin/activate"\nexec "$VENV/bin/gunicorn" shop.wsgi\n',
    },
    says: [
      "up.sh:2: $VENV/bin/gunicorn is computed, and the chart calls gunicorn as every PATH has it. If the image has it elsewhere, type its path into server.command in djcd.yaml, and that of python into django.python.",
    ],
  },
  {
    what: "uv run, in an entrypoint that waits and hands over",
    files: {
      Dockerfile: image(
        "RUN uv run python manage.py collectstatic --noinput",
        'ENTRYPOINT ["/app/wait"]',
        'CMD ["uv", "run", "gunicorn", "shop.wsgi", "-b", "0.0.0.0:8080"]',
      ),
      wait: '#!/bin/sh\nuntil nc -z db 5432; do sleep 1; done\nuv run python manage.py collectstatic --noinput\nexec "$@"\n',
    },
    django: {settings: "shop.settings", python: ["uv", "run", "python"]},
    web: {server: {name: "gunicorn", command: ["uv", "run", "gunicorn"]}, port: 8080},
    says: [
      "wait:2: `nc -z db 5432`: not needed: pods wait until the migrations have run.",
      "wait:3: `uv run python manage.py collectstatic --noinput`: not needed, the image's build does it (Dockerfile:4).",
    ],
  },
  {
    what: "a distribution that has python3 alone",
    files: {
      Dockerfile:
        "FROM debian:13\nRUN apt-get install -y python3 python3-pip && pip3 install -r requirements.txt\nCMD python3 manage.py migrate && exec gunicorn shop.wsgi\n",
    },
    django: {settings: "shop.settings", python: ["python3"]},
    says: [MIGRATES("Dockerfile:3", "python3 manage.py migrate")],
    infers: ["python  python3  Dockerfile: debian:13 has no other"],
  },
  {
    what: "a script that a CMD names, with gunicorn for ASGI",
    files: {
      Dockerfile: image('CMD ["/app/boot.sh"]'),
      "boot.sh": "exec gunicorn -k uvicorn.workers.UvicornWorker shop.asgi:application --bind 0.0.0.0:9000\n",
    },
    web: {
      server: {name: "gunicorn", args: ["--worker-class=uvicorn.workers.UvicornWorker"]},
      module: "shop.asgi:application",
      port: 9000,
    },
  },
  {
    what: "a case statement, of which CMD chooses a branch",
    files: {
      Dockerfile: image('ENTRYPOINT ["./run-it"]', 'CMD ["web"]'),
      "run-it":
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a shell's.
        '#!/bin/sh\ncase "$1" in\n  worker) exec celery -A shop worker ;;\n  web|site) exec uvicorn --host 0.0.0.0 --port "${PORT:-9000}" shop.asgi:application ;;\nesac\n',
    },
    web: {server: "uvicorn", module: "shop.asgi:application", port: 9000},
  },
  {
    what: "an if that CMD decides, and a port for root",
    files: {
      Dockerfile: image('ENTRYPOINT ["./up.sh"]', 'CMD ["web"]'),
      "up.sh":
        '#!/bin/bash\nif [ "$1" = worker ]; then\n  exec celery -A shop worker\nelif [[ $1 == web ]]; then\n  exec gunicorn shop.wsgi -b :80\nelse\n  exec "$@"\nfi\n',
    },
    infers: ["port  8000  the default: 80, which up.sh:5 says, is for root"],
  },
  {
    what: "a case statement that nobody chooses from, with a function",
    files: {
      Dockerfile: image('ENTRYPOINT ["./run-it"]'),
      "run-it":
        '#!/bin/sh\nserve() {\n  exec gunicorn shop.wsgi -b :9000\n}\ncase "$1" in\n  worker) celery -A shop worker ;;\n  web) serve ;;\n  dev) python manage.py runserver ;;\nesac\n',
    },
    web: {port: 9000},
    says: [PROCESS("run-it:6", "celery -A shop worker")],
  },
  {
    what: "a Procfile that names a script, a release and a worker",
    files: {
      Procfile: "release: python manage.py migrate\nweb: bin/web\nworker: python manage.py rqworker\n",
      "bin/web": "#!/bin/sh\npython manage.py loaddata units\ngunicorn shop.wsgi -b 0.0.0.0:$PORT\n",
    },
    says: [
      NO_IMAGE,
      "bin/web:2: `python manage.py loaddata units`: does not run. Type it once the release is up, in a pod: kubectl exec deploy/shop-web-blue -- python manage.py loaddata units.",
      MIGRATES("Procfile:1"),
      PROCESS("Procfile:3", "python manage.py rqworker"),
    ],
  },
  {
    what: "a compose file whose command goes through the image's entrypoint",
    files: {
      Dockerfile: image('ENTRYPOINT ["/entrypoint"]', "COPY docker/entry /entrypoint"),
      "docker/entry": '#!/bin/sh\npython manage.py migrate --noinput\nexec "$@"\n',
      "compose.yaml":
        "services:\n  db:\n    image: postgres\n  web:\n    build: .\n    command: gunicorn shop.wsgi --bind 0.0.0.0:8001\n  beat:\n    build: .\n    command: [celery, -A, shop, beat]\n",
    },
    web: {port: 8001},
    says: [
      MIGRATES("docker/entry:2", "python manage.py migrate --noinput"),
      PROCESS("compose.yaml:9", "celery -A shop beat"),
    ],
  },
  {
    what: "a Makefile target that a CMD names",
    files: {
      Dockerfile: image('CMD ["make", "serve"]'),
      Makefile:
        "dev:\n\tpython manage.py runserver\n\nserve: static\n\t@python manage.py compilemessages\n\tgunicorn shop.wsgi -b :8002\n",
    },
    web: {port: 8002},
    says: [
      COLLECTS("Makefile:5", "python manage.py compilemessages", "SECRET_KEY=build python manage.py compilemessages"),
    ],
  },
  {
    what: "a second process in the background, and a folder",
    files: {
      Dockerfile: image("CMD cd site && celery -A shop worker & gunicorn shop.wsgi"),
    },
    says: [
      "Dockerfile:4: `cd site`: does not run: the server starts in the image's WORKDIR. Let the Dockerfile end with WORKDIR /app/site.",
      PROCESS("Dockerfile:4", "celery -A shop worker"),
    ],
  },
  {
    what: "Django's server for developers in an image",
    files: {Dockerfile: image('CMD ["python", "manage.py", "runserver", "0.0.0.0:8003"]')},
    web: {port: 8003},
    says: [
      "Dockerfile:4: `python manage.py runserver 0.0.0.0:8003` is Django's server for developers: the chart serves in its place.",
    ],
  },
  {
    what: "supervisord, of whose programs one serves",
    files: {
      Dockerfile: image(
        "COPY deploy/s.conf /etc/supervisord.conf",
        'CMD ["supervisord", "-c", "/etc/supervisord.conf"]',
      ),
      "deploy/s.conf":
        "[supervisord]\nnodaemon=true\n[program:web]\ncommand=gunicorn shop.wsgi -b :8011\n[program:queue]\ncommand=celery -A shop worker\n",
    },
    web: {port: 8011},
    says: [PROCESS("deploy/s.conf:6", "celery -A shop worker")],
  },
  {
    what: "a script that asks again and again, as another user, through a function",
    files: {
      Dockerfile: image('CMD ["./up.sh"]'),
      "up.sh":
        '#!/bin/bash\nready() {\n  python manage.py dbshell -c "select 1"\n}\nuntil ready; do sleep 1; done\npython manage.py check --deploy\nexec gosu app gunicorn shop.wsgi -b :8012\n',
    },
    web: {port: 8012},
    says: ['up.sh:3: `python manage.py dbshell -c "select 1"`: not needed: pods wait until the migrations have run.'],
  },
  {
    what: "a program of the project's own that may serve",
    files: {Dockerfile: image('CMD ["shopctl", "serve", "--all"]')},
    says: [
      "Dockerfile:4: `shopctl serve --all`: is no server that is known here. If it serves the site, type it into djcd.yaml: server: {name: other, command: [shopctl, serve, --all]}.",
    ],
  },
  {
    what: "an entrypoint that is not there",
    files: {Dockerfile: image('ENTRYPOINT ["/entrypoint"]', 'CMD ["gunicorn", "shop.wsgi"]')},
    says: [
      "Dockerfile:5: `/entrypoint gunicorn shop.wsgi`: is not in this folder, so nothing of it could be read. Type what its server is told into server in djcd.yaml.",
    ],
  },
  {
    what: "the only Dockerfile is of something else",
    files: {"docker/Dockerfile-tunnel": "# no python here\nFROM alpine\nRUN apk add openssh\nEXPOSE 6000\n"},
    says: [NO_IMAGE],
  },
  {
    what: "an image that says in words alone that it is none of Python",
    files: {
      "worker.Dockerfile": 'FROM node:22\nRUN echo "run manage.py elsewhere"\nEXPOSE 3000\nCMD ["node", "x.js"]\n',
    },
    says: [NO_IMAGE],
  },
  {
    what: "the last stage is a proxy's",
    files: {Dockerfile: "FROM python:3.13 AS build\nRUN python manage.py collectstatic\n\nFROM caddy:2\nEXPOSE 80\n"},
    says: [NO_IMAGE],
  },
];

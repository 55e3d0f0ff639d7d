/** A small project, by what it has beside a clean `startproject shop`, and what init makes of it. */
export interface Layout {
  what: string;
  /** Texts by path; `null` takes a file of the plain project away. */
  files?: Record<string, string | null>;
  /** Where a symbolic link leads. */
  links?: Record<string, string>;
  /** Of djcd.yaml, where it is not what the plain project gets. */
  django?: object;
  web?: object;
  /** All that is told beside what was inferred. */
  says?: string[];
  /** Lines that have to be among the others of the message or of djcd.yaml. */
  infers?: string[];
}

const NAMES_SETTINGS = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';

const SETTINGS = `import os
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["shop.example.com"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
STATIC_ROOT = "static"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
`;

/** What every row begins with: nothing about it has to be said but that it has no image. */
export const PLAIN: Record<string, string> = {
  "manage.py": NAMES_SETTINGS,
  "shop/__init__.py": "",
  "shop/wsgi.py": `${NAMES_SETTINGS}application = None\n`,
  "shop/asgi.py": `${NAMES_SETTINGS}application = None\n`,
  "shop/settings.py": SETTINGS,
  "shop/urls.py": 'from django.urls import path\nurlpatterns = [path("healthz", view)]\n',
  "requirements.txt": "django\ngunicorn\nuvicorn\npsycopg\nwhitenoise\n",
};

export const PLAIN_WEB = {
  kind: "http",
  server: "gunicorn",
  module: "shop.wsgi:application",
  port: 8000,
  health: "/healthz",
};

export const NO_IMAGE =
  "No Dockerfile for Python, so no image is known. The chart runs an image of the project: build one and push it.";

/** An image that begins so. */
export function image(...lines: string[]): string {
  return ["FROM python:3.13-slim", "WORKDIR /app", "COPY . .", ...lines, ""].join("\n");
}

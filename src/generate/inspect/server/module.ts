import {type Fact, find} from "../fact.ts";
import {type Files, named} from "../files.ts";
import {moduleOfFile} from "../modules.ts";
import {setting} from "../settings.ts";

export type Interface = "wsgi" | "asgi";

/** Django's own factory: it needs no file of the project, but the settings module in the environment. */
const FACTORY: Fact = {value: "django.core.wsgi:get_wsgi_application()", from: "the project has no wsgi.py"};

/** The application of the project, by its settings or by a file of the usual name. */
export function moduleOf(files: Files, root: string, settings: string[], kind: Interface): Fact | undefined {
  return fromSetting(files, settings, kind) ?? fromFile(files, root, kind);
}

/** What serves a project that has no module of its own; a file for Apache is no module. */
export function factory(files: Files): {module: Fact; says: string[]} {
  const [apache] = named(files, /\.wsgi$/);
  if (apache === undefined) return {module: FACTORY, says: []};
  return {
    module: FACTORY,
    says: [
      `${apache} is a file for Apache, and no module that a server imports: Django's own application is served. If ${apache} does more, copy it to a wsgi.py and set module in djcd.yaml.`,
    ],
  };
}

function fromSetting(files: Files, settings: string[], kind: Interface): Fact | undefined {
  const said = setting(files, settings, `${kind.toUpperCase()}_APPLICATION`);
  const [, module, callable] = /^["']([\w.]+)\.(\w+)["']/.exec(said?.value ?? "") ?? [];
  return said && module ? {value: `${module}:${callable}`, from: said.from} : undefined;
}

function fromFile(files: Files, root: string, kind: Interface): Fact | undefined {
  const path = named(files, `${kind}.py`).find((each) => each.startsWith(root));
  if (path === undefined) return undefined;
  const [found] = find(files, path, /^[ \t]*(application|app)\s*[:=]/m);
  return {value: `${moduleOfFile(root, path)}:${found?.match[1] ?? "application"}`, from: found?.from ?? path};
}

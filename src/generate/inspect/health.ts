import {type Fact, find} from "./fact.ts";
import {type Files, named} from "./files.ts";
import {fileOfModule} from "./modules.ts";
import {setting} from "./settings.ts";

export interface HealthFacts {
  /** For readiness, so the database may be asked. */
  ready?: Fact;
  /** For liveness, so nothing should be asked. */
  live?: Fact;
}

/** By last part of the path, best first. `__heartbeat__` is Mozilla's Dockerflow, `ht` django-health-check's example. */
const READY = [
  ...["readyz", "ready", "readiness", "healthz", "health", "healthcheck", "health-check", "health_check", "_health"],
  ...["ht", "__heartbeat__", "watchman", "livez", "live", "liveness", "alive", "ping", "__lbheartbeat__"],
];
const LIVE = ["livez", "live", "liveness", "alive", "healthz", "ping", "__lbheartbeat__"];

const ROUTE = /\b(?:path|re_path|url)\(\s*r?["']\^?([^"']*?)\$?["']\s*,\s*(?:include\(\s*\(?["']([\w.]+)["'])?/;

interface Route {
  path: string;
  includes?: string;
  from: string;
}

/** Looks for a health view in the URLs, those that are included under a fixed prefix too. */
export function findHealth(files: Files, root: string, settings: string[]): HealthFacts {
  const routes = rootUrls(files, root, settings).flatMap((path) => routesOf(files, root, path, ""));
  const ready = best(routes, READY);
  const live = best(routes, LIVE);
  return {...(ready && {ready}), ...(live && live.value !== ready?.value && {live})};
}

function rootUrls(files: Files, root: string, settings: string[]): string[] {
  const said = /["']([\w.]+)["']/.exec(setting(files, settings, "ROOT_URLCONF")?.value ?? "")?.[1];
  const path = said && fileOfModule(files, root, said);
  return path ? [path] : named(files, "urls.py").slice(0, 1);
}

function routesOf(files: Files, root: string, path: string, prefix: string, seen: string[] = []): Route[] {
  if (seen.includes(path)) return [];
  return find(files, path, ROUTE).flatMap(({match, from}) => {
    const route = {path: prefix + (match[1] ?? ""), from, ...(match[2] && {includes: match[2]})};
    const included = match[2] && fileOfModule(files, root, match[2]);
    return included ? routesOf(files, root, included, route.path, [...seen, path]) : [route];
  });
}

function best(routes: Route[], names: string[]): Fact | undefined {
  const fixed = routes.filter(({path}) => /^[\w./-]*$/.test(path));
  const byName = names.flatMap((name) => fixed.filter(({path}) => path.replace(/\/$/, "").split("/").at(-1) === name));
  const route = byName[0] ?? fixed.find(({includes}) => includes === "health_check.urls");
  return route && {value: `/${route.path.replace(/^\//, "")}`, from: route.from};
}

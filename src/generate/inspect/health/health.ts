import type {Fact} from "../fact.ts";
import {type Files, named} from "../files.ts";
import {fileOfModule} from "../modules.ts";
import {setting} from "../settings.ts";
import type {Dockerfile} from "../start/dockerfile.ts";
import {healthcheckOf} from "./healthcheck.ts";
import {type Route, routesOf} from "./routes.ts";

export interface HealthFacts {
  /** For readiness, so the database may be asked. */
  ready?: Fact;
  /** For liveness, so nothing should be asked. */
  live?: Fact;
  /** What may be a health view, and is not taken: why, and what to type. */
  says: string[];
}

/** By last part of the path, best first. `__heartbeat__` is Mozilla's Dockerflow, `ht` django-health-check's example. */
const READY = [
  ...["readyz", "ready", "readiness", "healthz", "health", "healthcheck", "health-check", "health_check", "_health"],
  ...["ht", "__heartbeat__", "watchman", "livez", "live", "liveness", "alive", "ping", "__lbheartbeat__"],
];
const LIVE = ["livez", "live", "liveness", "alive", "healthz", "ping", "__lbheartbeat__"];

/** Words that pages have in their paths and views, and health views have not. */
const PAGE =
  /articles?|posts?|pages?|blog|news|docs|books?|products?|categor|games?|match|teams?|events?|stream|Detail|List|Redirect|Form|Template/;

/** Whether a view of this name is more than a word: `live` is often a stream. */
const OF_HEALTH = /health|ready|readiness|liveness|alive|probe|ping|live\b/i;

/** Looks for a health view in the URLs, those that are included under known prefixes too; what the image asks is a hint. */
export function findHealth(files: Files, root: string, settings: string[], image: Dockerfile | undefined): HealthFacts {
  const routes = rootUrls(files, root, settings).flatMap((path) => routesOf(files, root, path));
  const asked = image && healthcheckOf(image);
  const fixed = routes.filter((route) => isFixed(route) && !isPage(route));
  const hinted = fixed.find((route) => asked !== undefined && slashed(route.path) === asked.value);
  const ready =
    best(fixed, READY) ??
    (asked && hinted ? {value: asked.value, from: `${hinted.from}, as ${asked.from} asks`} : undefined);
  const live = best(fixed, LIVE);
  return {
    ...(ready && {ready}),
    ...(live && live.value !== ready?.value && {live}),
    says: ready ? [] : [...unclear(routes), ...hint(asked)],
  };
}

function rootUrls(files: Files, root: string, settings: string[]): string[] {
  const said = /["']([\w.]+)["']/.exec(setting(files, settings, "ROOT_URLCONF")?.value ?? "")?.[1];
  if (said === undefined) return named(files, "urls.py").slice(0, 1);
  const path = fileOfModule(files, root, said);
  return path === undefined ? [] : [path];
}

function isFixed({path, unknown}: Route): boolean {
  return unknown === undefined && /^[\w./-]*$/.test(path);
}

function lastOf({path}: Route): string {
  const parts = path.replace(/\{[^}]*\}/g, "/").split("/");
  return parts.filter((part) => part !== "").at(-1) ?? "";
}

function isPage(route: Route): boolean {
  const before = route.path.replace(/\/$/, "").split("/").slice(0, -1).join("/");
  return PAGE.test(before) || PAGE.test(route.view) || (lastOf(route) === "live" && !OF_HEALTH.test(route.view));
}

function best(routes: Route[], names: string[]): Fact | undefined {
  const byName = names.flatMap((name) => routes.filter((route) => lastOf(route) === name));
  const route = byName[0] ?? routes.find(({includes}) => includes === "health_check.urls");
  return route && {value: slashed(route.path), from: route.from};
}

function slashed(path: string): string {
  return `/${path.replace(/^\//, "")}`;
}

function unclear(routes: Route[]): string[] {
  const named = routes.filter(
    (route) => READY.includes(lastOf(route)) && /^[\w./{}-]*$/.test(route.path.replace(/\{[^}]*\}/g, "{}")),
  );
  return named.map((route) => (route.unknown === undefined ? pageTold(route) : prefixTold(route, route.unknown)));
}

function pageTold({path, from}: Route): string {
  return `${slashed(path)} (${from}) looks like a page, so no probe asks it. If it says cheaply whether a pod may have traffic, type health: ${slashed(path)} in djcd.yaml.`;
}

function prefixTold({path, from}: Route, unknown: string): string {
  return `A health view ends in ${path.replace(/^.*\}/, "")} (${from}), and what stands before is not known here: ${unknown}. Type its whole path in djcd.yaml, as in health: /PREFIX/${path.replace(/^.*\}/, "").replace(/^\//, "")}.`;
}

function hint(asked: Fact | undefined): string[] {
  if (asked === undefined) return [];
  return [
    `The image asks ${asked.value} whether it is healthy (${asked.from}), and no URL here is seen to be that. If it is cheap, type health: ${asked.value} in djcd.yaml.`,
  ];
}

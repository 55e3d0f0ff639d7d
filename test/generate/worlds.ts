import type {Choices, Component, Router} from "../../src/generate/choices.ts";
import {readSources} from "../../src/generate/sources.ts";
import type {Schema} from "../../src/generate/values-schema.ts";
import {ROUTERS} from "../../src/routers/routers.ts";

export const sources = readSources();

export const choicesSchema: Schema = JSON.parse(sources.schemas["choices.schema.json"] ?? "");

export const gunicorn: Component = {
  kind: "http",
  server: "gunicorn",
  module: "shop.wsgi:application",
  port: 8000,
  health: "/healthz",
};

export const uvicorn: Component = {...gunicorn, server: "uvicorn", module: "shop.asgi:application"};

export const daphne: Component = {
  ...uvicorn,
  server: "other",
  command: ["daphne", "-b", "0.0.0.0", "-p", "8000", "shop.asgi:application"],
};

export const ALL_ROUTERS = Object.keys(ROUTERS) as Router[];

/** The choices of a small shop; what a test is about is given. */
export function shop(chosen: Partial<Choices> = {}): Choices {
  return {
    name: "shop",
    version: "1.2.0",
    django: {settings: "shop.settings"},
    components: {web: gunicorn},
    routers: ["service", "gateway-api"],
    pipelines: [],
    metrics: "none",
    ...chosen,
  };
}

/** The smallest djcd.yaml that is right; a test spoils one thing. */
export const djcdYaml = `name: shop
django: {settings: shop.settings}
components: {web: {kind: http, server: gunicorn, module: "shop.wsgi:application"}}
`;

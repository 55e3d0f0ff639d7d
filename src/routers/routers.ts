import {DjcdError} from "../errors.ts";
import type {Kind} from "../kubernetes/paths.ts";
import {existing} from "./existing.ts";
import {gatewayApi} from "./gateway-api.ts";
import {nginx} from "./nginx.ts";
import type {Router} from "./router.ts";
import {service} from "./service.ts";

/** Every router, by its name in values. To add one: docs in CONTRIBUTING.md. */
export const ROUTERS = {service, "gateway-api": gatewayApi, nginx, existing} as const satisfies Record<string, Router>;

export type RouterName = keyof typeof ROUTERS;

/** Kinds of objects that some router splits traffic with. */
export const ROUTE_KINDS: readonly Kind[] = [
  ...new Set(Object.values(ROUTERS).flatMap(({kinds}): readonly Kind[] => kinds)),
];

/** The router of that name; an error that lists the known ones. */
export function routerNamed(name: string): Router {
  const router = (ROUTERS as Record<string, Router>)[name];
  if (router) return router;
  throw new DjcdError(`router ${name} is unknown. Known: ${Object.keys(ROUTERS).join(", ")}`);
}

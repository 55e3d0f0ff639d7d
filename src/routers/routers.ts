import {DjcdError} from "../errors.ts";
import {gatewayApi} from "./gateway-api.ts";
import type {Router} from "./router.ts";
import {service} from "./service.ts";

/** Every router, by its name in values. To add one: docs in CONTRIBUTING.md. */
export const ROUTERS = {service, "gateway-api": gatewayApi} as const satisfies Record<string, Router>;

export type RouterName = keyof typeof ROUTERS;

/** The router of that name; an error that lists the known ones. */
export function routerNamed(name: string): Router {
  const router = (ROUTERS as Record<string, Router>)[name];
  if (router) return router;
  throw new DjcdError(`router ${name} is unknown. Known: ${Object.keys(ROUTERS).join(", ")}`);
}

import {proxiesOf} from "../kubernetes/proxies.ts";
import {httpRouteOf, type RouteObjects} from "../release/observation.ts";
import {servingParent} from "../routers/http-route.ts";
import type {Entrance} from "./ask-answers.ts";
import type {Session} from "./session.ts";

/** Address of the Gateway's listener, or what the person said. */
export function entranceOf(session: Pick<Session, "probeUrl" | "context">, route: RouteObjects): Entrance | undefined {
  const entrance = placeOf(session, route);
  return entrance && {...entrance, proxy: proxiesOf(session.context.env).to(entrance.url)};
}

function placeOf({probeUrl}: Pick<Session, "probeUrl">, route: RouteObjects): Entrance | undefined {
  const httpRoute = httpRouteOf(route);
  const {gateway} = route;
  const host = httpRoute?.spec.hostnames?.[0];
  if (probeUrl) return {url: probeUrl, host: host ?? new URL(probeUrl).host};
  const address = gateway?.status?.addresses?.[0]?.value;
  const wanted = httpRoute && servingParent(httpRoute)?.sectionName;
  const listener = gateway?.spec.listeners.find(({name}) => !wanted || name === wanted);
  if (!address || !listener || !host) return undefined;
  return {url: `${listener.protocol === "HTTPS" ? "https" : "http"}://${address}:${listener.port}/`, host};
}

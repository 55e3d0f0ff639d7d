import {refusal} from "../errors.ts";
import type {Ingress, IngressPath} from "../kubernetes/objects.ts";
import {failed, READY} from "../ready/readiness.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import {hasRole, inRole, type RouteObjects} from "../release/observation.ts";
import type {Router, Target} from "./router.ts";

/**
 * Two Ingresses, read by ingress-nginx and by Traefik's provider of the same name: the main one leads to the live slot,
 * the canary to the other one with its share. A canary that leads where the main one does counts for nothing: so the
 * record may swap the two, in any order, once the share is 100 %.
 */
export const nginx: Router = {
  kinds: ["Ingress"],
  weights: true,
  bySelector: false,
  // The annotations that set a header on answers belong to the main Ingress, and so to both slots.
  marksAnswers: false,
  // Only to the slot that is not live: its canary names one value.
  leadsByHeader: false,
  leadsToCandidate: true,
  patchIsWhole: false,
  propagationSeconds: 3,
  beside: (object, service) => leadingTo(object as Ingress, service),
  object: canaryThatCounts,
  read: (route) => {
    const main = slotBehind(mainOf(route), route);
    const canary = canaryThatCounts(route);
    const slot = slotBehind(canary, route);
    if (!main) return undefined;
    return canary && slot ? {[main]: 100 - weightOf(canary), [slot]: weightOf(canary)} : {[main]: 100};
  },
  patch: (route, target) => {
    const canary = canaryThatCounts(route);
    refuseForeignBackends(route, target);
    const slot = slotBehind(canary, route);
    if (!canary || !slot) return [];
    const wanted = String(target.traffic[slot] ?? 0);
    const now = canary.metadata.annotations?.[WEIGHT];
    if (now === wanted) return [];
    return [
      {op: "test", path: WEIGHT_PATH, value: now},
      {op: "replace", path: WEIGHT_PATH, value: wanted},
    ];
  },
  // An Ingress has no conditions: time is given to what reads it.
  readiness: (route) => (mainOf(route) ? READY : failed("the Ingress does not exist")),
};

const WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";
const WEIGHT_PATH = `/metadata/annotations/${WEIGHT.replace("/", "~1")}`;

function mainOf(route: RouteObjects): Ingress | undefined {
  return inRole<Ingress>(route, "ingress");
}

/** The canary of the slot that the main Ingress does not lead to; while the record is written there may be another one. */
function canaryThatCounts(route: RouteObjects): Ingress | undefined {
  const main = slotBehind(mainOf(route), route);
  const canaries = route.objects.filter((object) => hasRole(object, "canary")) as Ingress[];
  return (
    main && canaries.find((canary) => slotBehind(canary, route) !== undefined && slotBehind(canary, route) !== main)
  );
}

/** The slot that an Ingress leads to: all of its paths lead to one Service. Opened beside another router, to the live one. */
function slotBehind(ingress: Ingress | undefined, {liveService}: RouteObjects): Slot | undefined {
  const [name = ""] = ingress ? servicesOf(ingress) : [];
  return name === liveService?.metadata.name ? (liveService.spec.selector?.slot as Slot | undefined) : slotNamed(name);
}

function leadingTo(ingress: Ingress, name: string): Ingress {
  const to = (path: IngressPath): IngressPath => ({
    ...path,
    backend: {...path.backend, service: {...path.backend.service, name}},
  });
  const rules = (ingress.spec.rules ?? []).map((rule) => ({
    ...rule,
    ...(rule.http && {http: {...rule.http, paths: rule.http.paths.map(to)}}),
  }));
  return {...ingress, spec: {...ingress.spec, rules}};
}

function slotNamed(service: string): Slot | undefined {
  return SLOTS.find((slot) => service.endsWith(`-${slot}`));
}

function servicesOf({spec}: Ingress): string[] {
  const paths = (spec.rules ?? []).flatMap(({http}) => http?.paths ?? []);
  return [...new Set(paths.map(({backend}) => backend.service?.name ?? ""))];
}

function weightOf({metadata}: Ingress): number {
  return Number(metadata.annotations?.[WEIGHT] ?? 0);
}

/** Paths to other Services in an Ingress of ours would be lost with the next record. */
function refuseForeignBackends({objects, liveService}: RouteObjects, {services}: Target): void {
  for (const ingress of objects.filter((one) => hasRole(one, "ingress") || hasRole(one, "canary")) as Ingress[]) {
    const foreign = servicesOf(ingress).find((name) => name !== liveService?.metadata.name && !isOwn(name, services));
    if (foreign !== undefined)
      throw refusal(
        `Ingress ${ingress.metadata.name} leads to Service ${foreign}, which is no slot of this release: somebody edited it. ` +
          "Take that backend out of the Ingress, or put it into an Ingress of its own",
      );
  }
}

/** A Service of ours that somebody deleted is told by its name. */
function isOwn(name: string, services: Target["services"]): boolean {
  const slot = slotNamed(name);
  return slot !== undefined && (services[slot] ?? name) === name;
}

import {isDeepStrictEqual} from "node:util";
import type {Deployment, KubeObject, Service, ServicePort} from "../kubernetes/objects.ts";
import {objectsIn} from "./manifest.ts";
import type {Slot} from "./names.ts";
import {hasRole} from "./observation.ts";

/** What of a slot the route and the live Service rest on; they lead to both slots in the words of one. */
export interface WayIn {
  /** Name of the slot's Service, without the slot. */
  readonly service: string;
  readonly ports: readonly ServicePort[];
  /** Labels that select its pods, without that of the slot. */
  readonly selector: Readonly<Record<string, string>>;
  /** Names of the ports of those pods. */
  readonly podPorts: readonly string[];
}

/** The way into a slot by what is rendered of it; nothing where it renders no Service of a slot. */
export function wayInto(manifest: string, slot: Slot): WayIn | undefined {
  const objects = objectsIn(manifest).filter(({metadata}) => metadata.labels?.slot === slot);
  const service = objects.find((object) => hasRole(object, "slot-service")) as Service | undefined;
  if (!service) return undefined;
  const {selector = {}, ports = []} = service.spec;
  const {slot: _, ...others} = selector;
  const name = service.metadata.name.replace(new RegExp(`-${slot}$`), "");
  return {service: name, ports, selector: others, podPorts: portsOf(objects, selector)};
}

function portsOf(objects: readonly KubeObject[], selector: WayIn["selector"]): string[] {
  const workloads = objects.filter(({kind}) => kind === "Deployment") as Deployment[];
  const selected = workloads.filter(({spec}) =>
    Object.entries(selector).every(([key, value]) => spec.template.metadata?.labels?.[key] === value),
  );
  return selected
    .flatMap(({spec}) => spec.template.spec.containers.flatMap(({ports = []}) => ports))
    .map(({name = ""}) => name);
}

/**
 * Why a version cannot stand beside the live one: what traffic rests on would be called otherwise; nothing where it can.
 * Whoever moves traffic by the selector of the live Service changes nothing of it but the slot, until the record does.
 */
export function renamedIn(given: WayIn, live: WayIn, slot: Slot, bySelector: boolean): string | undefined {
  return (
    otherName(given, live, slot) ??
    otherPorts(given, live, slot) ??
    missingPort(given, slot) ??
    (bySelector ? otherPods(given, live) : undefined)
  );
}

function otherName(given: WayIn, live: WayIn, slot: Slot): string | undefined {
  if (given.service === live.service) return undefined;
  return (
    `this version calls the Service of ${slot} ${given.service}-${slot}, and the route leads to ${live.service}-${slot}. ` +
    "Keep nameOverride and fullnameOverride as they are live; or install the other name as a release of its own"
  );
}

function otherPorts(given: WayIn, live: WayIn, slot: Slot): string | undefined {
  const asSeen = ({ports}: WayIn): unknown => ports.map(({name, port}) => ({name, port}));
  if (isDeepStrictEqual(asSeen(given), asSeen(live))) return undefined;
  return (
    `this version gives Service ${given.service}-${slot} the ports ${portsText(given)}, and the route leads to ${portsText(live)}. ` +
    "Keep the ports of the chart's Services as they are live"
  );
}

function portsText({ports}: WayIn): string {
  return ports.map(({name, port}) => [name, port].filter(Boolean).join(" ")).join(", ") || "none";
}

/** A Service that names a port which no pod has still counts the pods as ready, and answers nobody. */
function missingPort({service, ports, podPorts}: WayIn, slot: Slot): string | undefined {
  const missing = ports.find(({targetPort}) => typeof targetPort === "string" && !podPorts.includes(targetPort));
  if (!missing) return undefined;
  return `Service ${service}-${slot} of this version leads to port ${missing.targetPort} of its pods, which have no port of that name. Give the container's port that name`;
}

function otherPods(given: WayIn, live: WayIn): string | undefined {
  const targets = ({ports}: WayIn): unknown => ports.map(({targetPort}) => targetPort);
  const isSame = isDeepStrictEqual(given.selector, live.selector) && isDeepStrictEqual(targets(given), targets(live));
  if (isSame) return undefined;
  return (
    `the live Service finds pods by ${podsText(live)}, and those of this version are found by ${podsText(given)}: of all that, ` +
    "router service can only move the slot. Keep the component's and the port's name; or first move to a router that leads to each slot: set router: gateway-api"
  );
}

function podsText({selector, ports}: WayIn): string {
  const component = selector["app.kubernetes.io/component"] ?? "nothing";
  const others = Object.entries(selector).filter(([key]) => !key.startsWith("app.kubernetes.io/"));
  const labels = [`component ${component}`, ...others.map(([key, value]) => `${key} ${value}`)];
  return [...labels, ...ports.map(({targetPort}) => `port ${targetPort}`)].join(", ");
}

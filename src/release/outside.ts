import type {Deployment, HttpRoute, Ingress, KubeObject} from "../kubernetes/objects.ts";
import {SLOTS} from "./names.ts";
import type {Observation} from "./observation.ts";

/**
 * What stands outside the release and does not move with it: the site's own code in a Deployment of somebody's, and
 * routes of somebody's to the Service of a slot. It is told, and never touched.
 */
export function outsideNotes({outside, slots, route}: Observation): string[] {
  if (!outside) return [];
  const routes = outside.routes.filter(({metadata}) => metadata.name !== route.owned?.metadata.name);
  const images = SLOTS.flatMap((slot) => slots[slot].workloads.flatMap(imagesOf));
  const repositories = new Set(images.map(repositoryOf));
  const services = SLOTS.flatMap((slot) => slots[slot].service?.metadata.name ?? []);
  return [
    ...outside.deployments.flatMap((deployment) => codeNotes(deployment, repositories)),
    ...routes.flatMap((route) => routeNotes(route, services)),
  ];
}

function codeNotes(deployment: Deployment, repositories: ReadonlySet<string>): string[] {
  const {metadata, spec} = deployment;
  const image = imagesOf(deployment).find((one) => repositories.has(repositoryOf(one)));
  if (image === undefined || spec.replicas === 0) return [];
  return [`Deployment ${metadata.name}, outside the release, runs ${image}: it stays at that code, whatever is live`];
}

function routeNotes(route: KubeObject, services: readonly string[]): string[] {
  const led = services.filter((name) => backendsOf(route).includes(name));
  return led.map(
    (name) =>
      `${route.kind} ${route.metadata.name}, outside the release, leads to Service ${name} alone: it answers nobody when that slot goes down`,
  );
}

function imagesOf({spec}: Deployment): string[] {
  return spec.template.spec.containers.map(({image}) => image);
}

/** Without tag and digest; a registry may have a port. */
function repositoryOf(image: string): string {
  return (image.split("@")[0] ?? "").replace(/:[^:/]+$/, "");
}

/** Names of the Services that a route leads to. */
function backendsOf(route: KubeObject): string[] {
  const paths = ((route as Ingress).spec.rules ?? []).flatMap(({http}) => http?.paths ?? []);
  const backends = ((route as HttpRoute).spec.rules ?? []).flatMap(({backendRefs = []}) => backendRefs);
  return [...paths.map(({backend}) => backend.service?.name ?? ""), ...backends.map(({name}) => name)];
}

import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import {ApiError} from "../kubernetes/api-error.ts";
import type {Ingress, KubeObject} from "../kubernetes/objects.ts";
import {collectionPath, type Kind} from "../kubernetes/paths.ts";
import {refusedText} from "../kubernetes/refused.ts";
import {routerName} from "../observe/router-of.ts";
import {strayRoutes} from "../observe/stray-routes.ts";
import type {RouterMove} from "../plan/move-router.ts";
import type {Version} from "../plan/step.ts";
import {frontValues, isCommitted} from "../release/block.ts";
import type {Settings} from "../release/computed-values.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import {hasRole, type Observation} from "../release/observation.ts";
import {ownedBy} from "../release/ownership.ts";
import {liveRelease, phaseOf, recordOf} from "../release/phase.ts";
import {routerNamed} from "../routers/routers.ts";
import {runsAsLive} from "./settings-only.ts";

/** The move to another router that new values ask for; nothing where they keep the router. Refused where both cannot serve. */
export async function findMove(
  session: Session,
  observation: Observation,
  version: Version,
  settings: Settings,
  pause: string | undefined,
): Promise<RouterMove | undefined> {
  const [from, to] = [routerName(observation), settings.router];
  if (from === to) return undefined;
  refuseWhileOut(observation, from, to);
  refuseUnmovable(observation, from, to);
  if (!(await runsAsLive(session, observation, version, settings))) throw refusal(moveAlone(observation, from, to));
  if (pause) throw refusal(`--pause ${pause}: two routes are no canary. To leave both open until you go on: --pause=`);
  const now = recordedRoutes(observation);
  const next = await routesOf(session, observation, version);
  refuseInPlace(now, next);
  const opens = next.filter((object) => !now.some((one) => keyOf(one) === keyOf(object)));
  await askToOpen(session, observation, opens);
  const closes = now.filter((object) => !next.some((one) => keyOf(one) === keyOf(object))).map(keyOf);
  return {from, to, version, opens: opens.map(keyOf), closes, waits: pause === ""};
}

function refuseWhileOut(observation: Observation, from: string, to: string): void {
  if (["unmanaged", "stable"].includes(phaseOf(observation))) return;
  throw refusal(
    `router: ${to} in the new values, ${from} in what is live. The route cannot change within a rollout: keep router: ${from}`,
  );
}

function refuseUnmovable(observation: Observation, from: string, to: string): void {
  if (isCommitted(observation.front))
    throw refusal(
      `router: ${to} in the new values, ${from} in what is live. By commits no two routes stand at once, and the site would answer nobody in between: keep router: ${from}`,
    );
  const yours = [from, to].find((name) => routerNamed(name).beside === undefined);
  if (yours)
    throw refusal(
      `router: ${to} in the new values, ${from} in what is live. With router ${yours} the route is yours, and djcd neither makes nor removes it: keep router: ${from}`,
    );
}

function moveAlone({release}: Observation, from: string, to: string): string {
  return (
    `router: ${to} in the new values, ${from} in what is live, and another version or other hosts besides. First the route moves alone: ` +
    `helm djcd upgrade ${release} --set router=${to}, with what that router needs; then release the version`
  );
}

/** The objects of routing that the release renders now. */
function recordedRoutes({front}: Observation): KubeObject[] {
  return objectsIn(front.manifest).filter(isRoute);
}

async function routesOf({helm}: Session, observation: Observation, version: Version): Promise<KubeObject[]> {
  const values = frontValues({...liveRelease(observation), values: version.values}, recordOf(observation), 1);
  return objectsIn(await helm.template(observation.release, version.chart, values)).filter(isRoute);
}

function isRoute(object: KubeObject): boolean {
  return ["route", "ingress"].some((role) => hasRole(object, role));
}

/** One name is one object: where another controller reads it from now on, the first drops it before the other has it. */
function refuseInPlace(now: readonly KubeObject[], next: readonly KubeObject[]): void {
  for (const object of next) {
    const before = now.find((one) => keyOf(one) === keyOf(object));
    const [was, will] = [before, object].map((one) => (one as Ingress | undefined)?.spec.ingressClassName);
    if (before && was !== will)
      throw refusal(
        `Ingress ${object.metadata.name} would change from class ${was ?? "(none)"} to ${will ?? "(none)"}, and only one of them can read it: nobody would answer in between. ` +
          "Keep the class; or go by way of router: gateway-api, where both stand for a while",
      );
  }
}

/** What is not there yet is tried first: a kind that the cluster does not know, a policy, a name that somebody has. */
async function askToOpen(session: Session, observation: Observation, opens: readonly KubeObject[]): Promise<void> {
  const {api, namespace} = session;
  const strays = strayRoutes(observation).map(keyOf);
  for (const object of opens.filter((one) => !strays.includes(keyOf(one)))) {
    const path = collectionPath(object.kind as Kind, namespace);
    await api.tryCreate(path, ownedBy(observation.release, namespace, object)).catch((error: unknown) => {
      throw error instanceof ApiError ? refusal(cannotOpen(object, error)) : error;
    });
  }
}

function cannotOpen({kind, metadata: {name}}: KubeObject, error: ApiError): string {
  if (error.status === 404) return `the cluster does not know the kind ${kind}: install what reads it first`;
  if (error.status === 409)
    return `${kind} ${name} exists and is not of this release: the new route would have its name. Rename it, or remove it`;
  return `${kind} ${name} cannot be opened beside the route that is there: ${refusedText(error)}`;
}

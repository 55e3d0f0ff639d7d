import {orNothing, unlessThere} from "../kubernetes/api-error.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {collectionPath, type Kind, objectPath} from "../kubernetes/paths.ts";
import type {Step} from "../plan/step.ts";
import {failed, READY, type Readiness, waiting} from "../ready/readiness.ts";
import {frontValues} from "../release/block.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import type {Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {ownedBy} from "../release/ownership.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import type {Router} from "../routers/router.ts";
import {routerNamed} from "../routers/routers.ts";
import {askWhoAnswers} from "./ask-answers.ts";
import {entranceOf} from "./entrance.ts";
import {look, type WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

type StepOf<K extends Step["kind"]> = Extract<Step, {kind: K}>;

/** A proxy that says nothing of what it took gets this many times what it needs. */
const PATIENCE = 2;

/**
 * Opens the route of another router beside the one that is there, as Helm would have made it, so that the record takes it
 * over. It leads to the live Service: whatever happens before the record, it leads to what is live.
 */
export async function openRoute(
  {router: name, objects, version}: StepOf<"open-route">,
  session: WriteSession,
): Promise<void> {
  const observation = await look(session);
  const {live} = recordOf(observation);
  const router = routerNamed(name);
  const service = observation.route.liveService?.metadata.name ?? "";
  const values = frontValues({...liveRelease(observation), values: version.values}, recordOf(observation), 1);
  const manifest = await session.helm.template(session.release, version.chart, values);
  const opened = objectsIn(manifest).filter((object) => objects.includes(keyOf(object)));
  for (const object of opened) await put(session, beside(router, object, service, live));
  await seen(session, router, opened, live);
  for (const object of opened) await put(session, beside(router, object, service, undefined));
}

function beside(router: Router, object: KubeObject, service: string, seenAs: Slot | undefined): KubeObject {
  return router.beside ? router.beside(object, service, seenAs) : object;
}

/** Makes an object, or gives one that a killed command made its spec again. */
async function put({api, namespace, release}: WriteSession, object: KubeObject): Promise<void> {
  const kind = object.kind as Kind;
  const owned = ownedBy(release, namespace, object);
  const made = await unlessThere(api.create(collectionPath(kind, namespace), owned));
  const {spec} = object as KubeObject & {readonly spec: unknown};
  if (made === undefined) await api.patch(objectPath(kind, namespace, object.metadata.name), "merge-patch", {spec});
}

/** The old route goes when the new one is seen to answer; where no answer tells, it gets time, and that is said. */
async function seen(session: WriteSession, router: Router, opened: readonly KubeObject[], live: Slot): Promise<void> {
  const names = opened.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(", ");
  if (!router.marksAnswers) {
    const seconds = router.propagationSeconds * PATIENCE;
    await session.context.clock.sleep(seconds * 1000);
    session.says(
      `  not verified: that ${names} answers, for answers carry no mark with this router; ${seconds} s given to what reads it`,
    );
    return;
  }
  await wait(session, async () => answersThrough(session, router, await look(session), live));
  session.says(`  seen: ${live} answers through ${names}`);
}

async function answersThrough(
  session: WriteSession,
  router: Router,
  {route}: Observation,
  live: Slot,
): Promise<Readiness> {
  const taken = router.readiness(route);
  if (taken.state !== "ready") return taken;
  const entrance = entranceOf(session, route);
  if (!entrance)
    return failed("nobody can see whether the new route answers: its Gateway tells no address. Give --probe-url");
  const {slot, status} = await askWhoAnswers(entrance, live);
  if (slot === live && status < 500) return READY;
  return waiting(
    `${entrance.url} for host ${entrance.host} is answered ${status || "by nobody"}, not through the new route yet`,
  );
}

/** Takes away what was opened beside the recorded route. */
export async function closeRoute({objects}: StepOf<"close-route">, {api, namespace}: WriteSession): Promise<void> {
  for (const key of objects) {
    const [kind, name = ""] = key.split("/");
    await orNothing(api.remove(objectPath(kind as Kind, namespace, name)));
  }
}

import {askWhoAnswers, type Entrance} from "../cluster/answers.ts";
import type {EndpointSlice} from "../cluster/objects.ts";
import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {type FrontBlock, listedSlots, type Traffic} from "../release/block.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {RouteObjects, SlotObservation} from "../release/observation.ts";
import type {Router} from "../routers/router.ts";
import {look, type WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

/** Promise 9: "done" is said when the router and the answers say so; where nobody can look, that is said. */
export async function verify(session: WriteSession, router: Router, block: FrontBlock, moved: boolean): Promise<void> {
  await wait(session, async () => router.readiness((await look(session)).route));
  await (router.marksAnswers
    ? verifyAnswers(session, block)
    : verifyEndpoints(session, block, moved ? router.propagationSeconds : 0));
}

async function verifyEndpoints(session: WriteSession, {live}: FrontBlock, seconds: number): Promise<void> {
  await wait(session, async () => {
    const {route, slots} = await look(session);
    return servedBy(route.liveEndpoints, slots[live]);
  });
  await session.context.clock.sleep(seconds * 1000);
  session.says(
    `  seen: the endpoints of the live Service are pods of ${live}${seconds > 0 ? `; ${seconds} s given to what reads them` : ""}`,
  );
}

/** Whether a Service's endpoints are the pods of a slot, and of no other. */
export function servedBy(slices: readonly EndpointSlice[], {slot, pods}: SlotObservation): Readiness {
  const ready = slices.flatMap(({endpoints}) => endpoints ?? []).filter(({conditions}) => conditions?.ready !== false);
  const names = new Set(pods.map(({metadata}) => metadata.name));
  const foreign = ready.filter(({targetRef}) => !names.has(targetRef?.name ?? "")).length;
  if (ready.length > 0 && foreign === 0) return READY;
  return waiting(`live Service: ${ready.length - foreign} endpoints of ${slot}, ${foreign} of other pods`);
}

const ROUNDS_IN_A_ROW = 10;

async function verifyAnswers(session: WriteSession, {traffic}: FrontBlock): Promise<void> {
  const entrance = entranceOf(session, (await look(session)).route);
  if (!entrance || !(await answersAreMarked(entrance))) {
    session.says("  not verified: no answer with a slot's mark. Say where the data plane answers with --probe-url URL");
    return;
  }
  const followed = (): Promise<Readiness> => answersFollow(entrance, traffic);
  await wait(session, followed);
  session.says(`  seen in the answers: ${describe(traffic)}`);
}

/** Whether anybody answers with a slot's mark; one answer that is late or lost says nothing yet. */
async function answersAreMarked(entrance: Entrance): Promise<boolean> {
  for (let tries = 0; tries < 5; tries++) if ((await askWhoAnswers(entrance, undefined)) !== undefined) return true;
  return false;
}

/** Address of the Gateway's listener, or what the person said. */
function entranceOf({probeUrl}: WriteSession, {httpRoute, gateway}: RouteObjects): Entrance | undefined {
  const host = httpRoute?.spec.hostnames?.[0];
  if (probeUrl) return {url: probeUrl, host: host ?? new URL(probeUrl).host};
  const address = gateway?.status?.addresses?.[0]?.value;
  const wanted = httpRoute?.spec.parentRefs?.[0]?.sectionName;
  const listener = gateway?.spec.listeners.find(({name}) => !wanted || name === wanted);
  if (!address || !listener || !host) return undefined;
  return {url: `${listener.protocol === "HTTPS" ? "https" : "http"}://${address}:${listener.port}/`, host};
}

/** All of one slot: ten answers in a row. A share: the header leads to each slot, and each slot with weight is seen without it. */
async function answersFollow(entrance: Entrance, traffic: Traffic): Promise<Readiness> {
  const weighted = SLOTS.filter((slot) => (traffic[slot] ?? 0) > 0);
  const strayed = await headerStrays(entrance, traffic);
  if (strayed) return waiting(strayed);
  const seen = weighted.length === 1 ? await ask(entrance, ROUNDS_IN_A_ROW) : await askUntil(entrance, weighted);
  const wrong = [...seen].find((slot) => !weighted.includes(slot as Slot));
  if (wrong !== undefined) return waiting(`answers still come from ${wrong}`);
  const missing = weighted.find((slot) => !seen.has(slot));
  return missing ? waiting(`no answer comes from ${missing} yet`) : READY;
}

async function headerStrays(entrance: Entrance, traffic: Traffic): Promise<string | undefined> {
  const listed = listedSlots(traffic);
  if (listed.length < 2) return undefined;
  for (const slot of listed) {
    const answered = await askWhoAnswers(entrance, slot);
    if (answered !== slot) return `a request for ${slot} is answered by ${answered ?? "nobody"}`;
  }
  return undefined;
}

async function ask(entrance: Entrance, times: number): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let asked = 0; asked < times; asked++) seen.add((await askWhoAnswers(entrance, undefined)) ?? "nobody");
  return seen;
}

/** Asks until each slot was seen, at most 200 times: at one percent a slot is missed in one round of eight. */
async function askUntil(entrance: Entrance, slots: readonly Slot[]): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let asked = 0; asked < 200 && !slots.every((slot) => seen.has(slot)); asked++) {
    seen.add((await askWhoAnswers(entrance, undefined)) ?? "nobody");
  }
  return seen;
}

function describe(traffic: Traffic): string {
  return listedSlots(traffic)
    .map((slot) => `${slot} ${traffic[slot]} %`)
    .join(", ");
}

import {apply} from "../apply/apply.ts";
import {look, type Session, type WriteSession} from "../apply/session.ts";
import type {Api} from "../kubernetes/api.ts";
import {grantedRules} from "../kubernetes/review.ts";
import {observe} from "../observe/observe.ts";
import {observeBystanders, withPresence} from "../observe/presence.ts";
import {planDiscard} from "../plan/discard.ts";
import type {Verb} from "../plan/step.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {refuseMissingRights} from "./missing-rights.ts";
import {planText} from "./plan-text.ts";

/** All that a plan is made of, asked at once. Whoever may not write, or has no Helm that can, is refused here. */
export async function firstLook(session: WriteSession): Promise<Observation> {
  const {api, namespace, release} = session;
  const bystanders = observeBystanders(api, namespace, release);
  // Awaited below: a right that is missing is told by its name first.
  bystanders.catch(() => undefined);
  await mayWrite(session);
  return withPresence(api, await look(session), await bystanders);
}

/** Refuses whoever may not write, or has no Helm that can; what a killed Helm left is taken back. */
export async function mayWrite(session: WriteSession): Promise<void> {
  const {api, namespace, helm} = session;
  const [rules, seen] = await Promise.all([grantedRules(api, namespace), look(session), helm.version()]);
  refuseMissingRights(rules, seen);
  await discardDead(session);
}

/** What is read where nothing but the route may stop a command: what cannot be seen counts as not looked at. */
export function bareLook({api, namespace, release, world}: WriteSession): Promise<Observation> {
  return asFarAsSeen(api, namespace, release, world.now());
}

async function asFarAsSeen(
  api: Api,
  namespace: string,
  release: string,
  looking: Promise<Observation>,
): Promise<Observation> {
  const [seen, bystanders] = await Promise.all([
    looking,
    observeBystanders(api, namespace, release).catch(() => undefined),
  ]);
  return bystanders ? withPresence(api, seen, bystanders).catch(() => seen) : seen;
}

async function discardDead(session: WriteSession): Promise<void> {
  const seen = await look(session);
  const plan = planDiscard(seen);
  if (plan.steps.length === 0) return;
  session.says(planText(plan).trimEnd());
  await apply(plan, recordOf(seen).number, session);
}

/** The same for a command that changes nothing. What a rollback does without, its plan does without, too. */
export async function wholeLook({api, namespace}: Session, name: string, verb?: Verb): Promise<Observation> {
  if (verb === "rollback") return asFarAsSeen(api, namespace, name, observe(api, namespace, name));
  const [part, bystanders] = await Promise.all([
    observe(api, namespace, name),
    observeBystanders(api, namespace, name),
  ]);
  return withPresence(api, part, bystanders);
}

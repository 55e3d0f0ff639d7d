import type {Session} from "../apply/session.ts";
import {missingRights} from "../cluster/review.ts";
import {missingText, rightsFor} from "../cluster/rights.ts";
import {refusal} from "../errors.ts";
import {kindsIn} from "../release/kinds-in.ts";
import type {Observation} from "../release/observation.ts";

/** Somebody who may not do all of it shall not begin: one request, before anything is written. */
export async function refuseMissingRights({api, namespace}: Session, observation: Observation): Promise<void> {
  const missing = await missingRights(api, namespace, rightsFor(kindsIn(observation)));
  if (missing && missing.length > 0) throw refusal(missingText(missing));
}

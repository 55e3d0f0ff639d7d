import {refusal} from "../errors.ts";
import {type GrantedRule, missingText, notGranted, rightsFor} from "../kubernetes/rights.ts";
import {kindsIn} from "../release/kinds-in.ts";
import type {Observation} from "../release/observation.ts";

/** Somebody who may not do all of it shall not begin. Nothing is refused where the cluster cannot say what is granted. */
export function refuseMissingRights(rules: readonly GrantedRule[] | undefined, observation: Observation): void {
  const lacking = rules ? notGranted(rightsFor(kindsIn(observation)), rules, observation.namespace) : [];
  // Whoever may not watch, as by a Role of an earlier version, lists instead.
  const missing = lacking.filter(({verb}) => verb !== "watch");
  if (missing.length > 0) throw refusal(missingText(missing));
}

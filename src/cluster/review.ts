import type {Api} from "./api.ts";
import {type GrantedRule, type MissingRight, notGranted, type Right} from "./rights.ts";

interface RulesReview {
  readonly status: {readonly resourceRules: readonly GrantedRule[]; readonly incomplete?: boolean};
}

const PATH = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

/** Which of these rights we do not have in the namespace: one request. Nothing where the cluster cannot list ours. */
export async function missingRights(
  api: Api,
  namespace: string,
  needed: readonly Right[],
): Promise<MissingRight[] | undefined> {
  const body = {apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: {namespace}};
  const {status} = await api.create<RulesReview>(PATH, body);
  const rules = status.resourceRules;
  // A webhook that decides for itself lists nothing: what is not listed may be granted all the same.
  return status.incomplete ? undefined : notGranted(needed, rules, namespace);
}

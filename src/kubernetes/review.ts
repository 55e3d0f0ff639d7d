import type {Api} from "./api.ts";
import type {GrantedRule} from "./rights.ts";

interface RulesReview {
  readonly status: {readonly resourceRules: readonly GrantedRule[]; readonly incomplete?: boolean};
}

const PATH = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

/** What we may do in the namespace: one request. Nothing where the cluster cannot list it. */
export async function grantedRules(api: Api, namespace: string): Promise<readonly GrantedRule[] | undefined> {
  const body = {apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: {namespace}};
  const {status} = await api.create<RulesReview>(PATH, body);
  // A webhook that decides for itself lists nothing: what is not listed may be granted all the same.
  return status.incomplete ? undefined : status.resourceRules;
}

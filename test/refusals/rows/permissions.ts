import type {GrantedRule} from "../../../src/kubernetes/rights.ts";
import type {Cluster, Row} from "../run.ts";
import {review, type StubAnswer, status} from "../stub.ts";
import {CANDIDATE} from "./clusters.ts";

/** What somebody may not do is named, with the verb and the resource. */
export const PERMISSIONS: readonly Row[] = [
  {
    what: "no right to read",
    typed: "status shop",
    cluster: forbidden("list", "secrets", ""),
    says: "Error: you have no right to list secrets in namespace default. The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role -n default",
  },
  {
    what: "no right to read a kind of a group",
    typed: "status shop",
    cluster: forbidden("list", "deployments", "apps"),
    says: "Error: you have no right to list deployments.apps in namespace default. The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role -n default",
  },
  {
    what: "no right to take the lock",
    typed: "promote shop",
    cluster: forbidden("create", "leases", "coordination.k8s.io", "POST"),
    says: "Error: you have no right to create leases.coordination.k8s.io in namespace default. The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role -n default",
  },
  {
    what: "a refusal in other words",
    typed: "status shop",
    cluster: {answers: () => status(403, "Forbidden", "denied by policy")},
    says: "Error: the API server refused: GET /api/v1/namespaces/default/secrets: 403 denied by policy",
  },
  {
    what: "rights to read alone",
    typed: "promote shop",
    cluster: granted([{verbs: ["get", "list"], apiGroups: ["*"], resources: ["*"]}]),
    code: 4,
    says: "Error: you have no right to create, patch, update, delete secrets; create, patch, update, delete configmaps; create, patch, update, delete serviceaccounts; and more of 7 other kinds in namespace default. The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role -n default",
  },
  {
    what: "rights to one object alone",
    typed: "promote shop",
    cluster: granted([{verbs: ["*"], apiGroups: ["*"], resources: ["*"], resourceNames: ["shop"]}]),
    code: 4,
    says: "Error: you have no right to list, get, create, patch, update, delete secrets; list, get, create, patch, update, delete configmaps; list, get, create, patch, update, delete serviceaccounts; and more of 9 other kinds in namespace default. The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role -n default",
  },
];

function forbidden(verb: string, resource: string, group: string, method = "GET"): Cluster {
  const message = `${resource} is forbidden: User "ann" cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "default"`;
  const isMeant = (path: string): boolean => path.includes(`/${resource}`);
  const answers = (asked: {method: string; path: string}): StubAnswer | undefined =>
    asked.method === method && isMeant(asked.path) ? status(403, "Forbidden", message) : undefined;
  return {...CANDIDATE, answers};
}

function granted(rules: readonly GrantedRule[]): Cluster {
  const answers = ({path}: {path: string}): StubAnswer | undefined =>
    path.includes("/selfsubjectrulesreviews") ? review(rules) : undefined;
  return {...CANDIDATE, answers};
}

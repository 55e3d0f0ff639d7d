import * as yaml from "js-yaml";
import {RIGHTS} from "../kubernetes/rights.ts";

const NAME = "djcd";

/** The Role that djcd needs in a namespace, and a binding to a ServiceAccount of the same name, as YAML. */
export function roleText(namespace: string): string {
  return [role(namespace), binding(namespace)]
    .map((object) => `---\n${yaml.dump(object, {noRefs: true, flowLevel: 3})}`)
    .join("");
}

function role(namespace: string): object {
  const rules = RIGHTS.map(({group, resource, verbs}) => ({
    apiGroups: [group],
    resources: [resource],
    verbs: [...verbs],
  }));
  return {apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: {name: NAME, namespace}, rules};
}

function binding(namespace: string): object {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: {name: NAME, namespace},
    roleRef: {apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: NAME},
    subjects: [{kind: "ServiceAccount", name: NAME, namespace}],
  };
}

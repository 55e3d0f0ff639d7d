/** What an account may do: verbs on a resource of a group, which is empty for the oldest kinds of Kubernetes. */
export interface Right {
  readonly group: string;
  /** The plural; a part of an object after a slash, as in `deployments/scale`. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The kind that only some charts render; without it nobody has to write it. */
  readonly onlyWith?: string;
}

const HELM = ["get", "create", "patch", "update", "delete"] as const;

/** All that djcd and the Helm that it runs do in the namespace of a release; docs in README. */
export const RIGHTS: readonly Right[] = [
  {group: "", resource: "secrets", verbs: ["list", ...HELM]},
  {group: "", resource: "configmaps", verbs: ["list", ...HELM]},
  {group: "", resource: "serviceaccounts", verbs: ["list", ...HELM]},
  {group: "", resource: "services", verbs: ["list", ...HELM]},
  {group: "", resource: "pods", verbs: ["list", "watch", ...HELM]},
  {group: "", resource: "pods/log", verbs: ["get"]},
  {group: "", resource: "events", verbs: ["list", "create"]},
  {group: "apps", resource: "deployments", verbs: ["list", ...HELM]},
  {group: "apps", resource: "deployments/scale", verbs: ["patch"]},
  {group: "apps", resource: "statefulsets", verbs: [...HELM], onlyWith: "StatefulSet"},
  {group: "apps", resource: "statefulsets/scale", verbs: ["patch"], onlyWith: "StatefulSet"},
  {group: "batch", resource: "jobs", verbs: ["list", ...HELM]},
  {group: "discovery.k8s.io", resource: "endpointslices", verbs: ["list"]},
  {group: "coordination.k8s.io", resource: "leases", verbs: ["get", "create", "update", "delete"]},
  {
    group: "autoscaling",
    resource: "horizontalpodautoscalers",
    verbs: ["list", ...HELM],
    onlyWith: "HorizontalPodAutoscaler",
  },
  {group: "policy", resource: "poddisruptionbudgets", verbs: ["list", ...HELM], onlyWith: "PodDisruptionBudget"},
  {group: "networking.k8s.io", resource: "ingresses", verbs: ["list", ...HELM], onlyWith: "Ingress"},
  {group: "gateway.networking.k8s.io", resource: "httproutes", verbs: ["list", ...HELM], onlyWith: "HTTPRoute"},
  {group: "gateway.networking.k8s.io", resource: "gateways", verbs: ["get"], onlyWith: "Gateway"},
  {group: "monitoring.coreos.com", resource: "podmonitors", verbs: [...HELM], onlyWith: "PodMonitor"},
  {group: "monitoring.coreos.com", resource: "prometheusrules", verbs: [...HELM], onlyWith: "PrometheusRule"},
];

/** The rights that a release needs whose manifests hold these kinds. */
export function rightsFor(kinds: ReadonlySet<string>): Right[] {
  return RIGHTS.filter(({onlyWith}) => onlyWith === undefined || kinds.has(onlyWith));
}

/** What the Job that asks a new image needs: itself, and what it reads. */
const MADE_FOR_A_JOB: ReadonlySet<string> = new Set(["jobs", "configmaps", "secrets", "serviceaccounts"]);

/** The rights that a release needs whose manifests hold these kinds, where a controller changes the cluster. */
export function rightsByCommits(kinds: ReadonlySet<string>): Right[] {
  const isNeeded = (resource: string, verb: string): boolean =>
    ["get", "list", "watch"].includes(verb) || (MADE_FOR_A_JOB.has(resource) && verb !== "update");
  return rightsFor(kinds)
    .filter(({resource}) => resource !== "leases")
    .map((right) => ({...right, verbs: right.verbs.filter((verb) => isNeeded(right.resource, verb))}))
    .filter(({verbs}) => verbs.length > 0);
}

/** One thing that somebody may not do. */
export interface MissingRight {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
}

const FORBIDDEN = /cannot (\S+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/;

/** What a refusal of the API server says was missing, also where Helm repeats it. */
export function missingIn(said: string): MissingRight | undefined {
  const [, verb, resource, group = "", namespace] = FORBIDDEN.exec(said) ?? [];
  return verb && resource ? {verb, resource, group, namespace} : undefined;
}

/** More than this many kinds say no more than that the Role is missing. */
const SHOWN = 3;

/** What is missing, and what to type. */
export function missingText(missing: readonly MissingRight[]): string {
  const namespace = missing[0]?.namespace;
  return (
    `you have no right to ${listed(missing)}${namespace ? ` in namespace ${namespace}` : ""}. ` +
    `The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role${namespace ? ` -n ${namespace}` : ""}`
  );
}

function listed(missing: readonly MissingRight[]): string {
  const kinds = [...new Set(missing.map(fullName))];
  const shown = kinds.slice(0, SHOWN).map((kind) => `${verbsOf(missing, kind)} ${kind}`);
  return kinds.length > SHOWN
    ? `${shown.join("; ")}; and more of ${kinds.length - SHOWN} other kinds`
    : shown.join("; ");
}

function fullName({group, resource}: MissingRight): string {
  return group ? `${resource}.${group}` : resource;
}

function verbsOf(missing: readonly MissingRight[], kind: string): string {
  return missing
    .filter((one) => fullName(one) === kind)
    .map(({verb}) => verb)
    .join(", ");
}

/** A rule as Kubernetes grants it. */
export interface GrantedRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** The rights that none of these rules grants, one verb each. */
export function notGranted(needed: readonly Right[], rules: readonly GrantedRule[], namespace: string): MissingRight[] {
  return needed.flatMap(({group, resource, verbs}) =>
    verbs
      .filter((verb) => !rules.some((rule) => grants(rule, group, resource, verb)))
      .map((verb) => ({verb, group, resource, namespace})),
  );
}

/** A rule for objects of some names only is not counted: djcd makes new ones. */
function grants(rule: GrantedRule, group: string, resource: string, verb: string): boolean {
  const {verbs, apiGroups = [], resources = [], resourceNames = []} = rule;
  const [, part] = resource.split("/");
  const names = ["*", resource, ...(part ? [`*/${part}`] : [])];
  return (
    resourceNames.length === 0 && holds(verbs, ["*", verb]) && holds(apiGroups, ["*", group]) && holds(resources, names)
  );
}

function holds(given: readonly string[], wanted: readonly string[]): boolean {
  return given.some((one) => wanted.includes(one));
}

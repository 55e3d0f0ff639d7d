import type {KubeObject} from "../kubernetes/objects.ts";

/** How a controller of GitOps marks what it applies, and puts back when somebody else writes to it. */
type Sign = (object: KubeObject) => string | undefined;

const SIGNS = {
  "Argo CD": ({kind, metadata}) => {
    const [application, , object] = (metadata.annotations?.["argocd.argoproj.io/tracking-id"] ?? "").split(":");
    // Whoever copies annotations, as Kubernetes does to EndpointSlices, copies that of another object.
    const isItsOwn = object === `${metadata.namespace}/${metadata.name}` && trackedKind(metadata) === kind;
    const named = metadata.labels?.["argocd.argoproj.io/instance"] ?? (isItsOwn ? application : undefined);
    return named && `application ${named}`;
  },
  Flux: ({metadata}) => {
    const {labels = {}, annotations = {}} = metadata;
    if (annotations["kustomize.toolkit.fluxcd.io/reconcile"] === "disabled") return undefined;
    const [kustomization, release] = ["kustomize", "helm"].map((kind) => labels[`${kind}.toolkit.fluxcd.io/name`]);
    return release ? `HelmRelease ${release}` : kustomization && `Kustomization ${kustomization}`;
  },
} as const satisfies Record<string, Sign>;

function trackedKind({annotations}: KubeObject["metadata"]): string | undefined {
  return annotations?.["argocd.argoproj.io/tracking-id"]?.split(":")[1]?.split("/").at(-1);
}

/** The controller that applies an object, and by what: `Argo CD (application shop)`; nothing where none does. */
export function appliedBy(object: KubeObject): string | undefined {
  const found = Object.entries<Sign>(SIGNS).map(([controller, sign]) => [controller, sign(object)] as const);
  const [controller, by] = found.find(([, what]) => what !== undefined && what !== "") ?? [];
  return controller && `${controller} (${by})`;
}

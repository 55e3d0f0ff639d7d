/** The parts of Kubernetes objects that djcd reads. */

export interface Meta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly managedFields?: readonly ManagedFields[];
  readonly ownerReferences?: readonly {readonly kind: string; readonly name: string}[];
}

/** Who wrote to an object, and when. */
export interface ManagedFields {
  readonly manager?: string;
  readonly time?: string;
  readonly subresource?: string;
}

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Meta;
}

export interface KubeList<T> {
  /** The API server says null where the metadata of nothing is asked for. */
  readonly items: readonly T[] | null;
  readonly metadata?: {readonly resourceVersion?: string};
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime?: string;
}

export interface Deployment extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly template: {readonly metadata?: Pick<Meta, "labels" | "annotations">; readonly spec: PodSpec};
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly readyReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

/** What keeps as many pods as it is told. */
export interface Scalable extends KubeObject {
  readonly kind: "Deployment" | "StatefulSet";
  readonly spec: {readonly replicas?: number};
}

export interface HttpProbe {
  readonly httpGet?: {
    readonly path?: string;
    readonly httpHeaders?: readonly {readonly name: string; readonly value: string}[];
  };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly {readonly name?: string}[];
  readonly startupProbe?: HttpProbe;
  readonly readinessProbe?: HttpProbe;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly terminationGracePeriodSeconds?: number;
}

export interface ContainerState {
  readonly waiting?: {readonly reason?: string; readonly message?: string};
  readonly terminated?: {readonly exitCode: number; readonly reason?: string; readonly message?: string};
  readonly running?: {readonly startedAt?: string};
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  /** Whether its startup probe was answered, or it runs and has none. */
  readonly started?: boolean;
  readonly restartCount: number;
  readonly image: string;
  /** What it really is: a tag may be built anew. */
  readonly imageID?: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

export interface Pod extends KubeObject {
  readonly spec: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

/** Something that happened to an object, and when last. */
export interface KubeEvent extends KubeObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject: {readonly kind?: string; readonly name?: string};
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: {readonly lastObservedTime?: string};
}

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
}

export interface Service extends KubeObject {
  readonly spec: {readonly selector?: Readonly<Record<string, string>>; readonly ports?: readonly ServicePort[]};
}

export interface EndpointSlice extends KubeObject {
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly conditions?: {readonly ready?: boolean};
    readonly targetRef?: {readonly kind?: string; readonly name?: string};
  }[];
}

export interface Autoscaler extends KubeObject {
  readonly spec: {
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    readonly scaleTargetRef: {readonly name: string};
  };
}

export interface Job extends KubeObject {
  readonly spec: {
    readonly activeDeadlineSeconds?: number;
    readonly template: {readonly metadata?: Pick<Meta, "labels" | "annotations">; readonly spec: PodSpec};
  };
  readonly status?: {readonly succeeded?: number; readonly failed?: number; readonly conditions?: readonly Condition[]};
}

export interface BackendRef {
  readonly name: string;
  readonly port?: number;
  readonly weight?: number;
  readonly filters?: readonly unknown[];
  readonly [key: string]: unknown;
}

export interface RouteRule {
  readonly matches?: readonly {readonly headers?: readonly {readonly name: string; readonly value: string}[]}[];
  readonly backendRefs?: readonly BackendRef[];
  readonly [key: string]: unknown;
}

export interface IngressPath {
  readonly backend: {readonly service?: {readonly name: string}};
}

export interface IngressRule {
  readonly host?: string;
  readonly http?: {readonly paths: readonly IngressPath[]};
}

export interface Ingress extends KubeObject {
  readonly spec: {readonly ingressClassName?: string; readonly rules?: readonly IngressRule[]};
}

export interface ParentReference {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

export interface HttpRoute extends KubeObject {
  readonly spec: {
    readonly hostnames?: readonly string[];
    readonly parentRefs?: readonly ParentReference[];
    readonly rules?: readonly RouteRule[];
  };
  readonly status?: {
    readonly parents?: readonly {readonly parentRef: ParentReference; readonly conditions?: readonly Condition[]}[];
  };
}

export interface Gateway extends KubeObject {
  readonly spec: {
    readonly gatewayClassName?: string;
    readonly listeners: readonly {readonly name: string; readonly port: number; readonly protocol: string}[];
  };
  readonly status?: {
    readonly addresses?: readonly {readonly type?: string; readonly value: string}[];
    readonly conditions?: readonly Condition[];
  };
}

export interface GatewayClass extends KubeObject {
  readonly spec: {readonly controllerName: string};
}

export interface Lease extends KubeObject {
  readonly spec: {
    readonly holderIdentity?: string;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseDurationSeconds?: number;
  };
}

export interface KubeSecret extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

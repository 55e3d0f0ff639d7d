import type {HelmRelease, RevisionLabel} from "../helm/helm-release.ts";
import type {Gateway, GatewayClass, HttpRoute, Job, KubeObject, Lease} from "../kubernetes/objects.ts";
import type {MissingRight} from "../kubernetes/rights.ts";

/** All that the doctor judges, read once. */
export interface Facts {
  readonly namespace: string;
  readonly helm: string;
  readonly kubernetes: string;
  readonly djcd: string;
  /** Our time less the API server's, in seconds; nothing where it does not tell. */
  readonly skewSeconds: number | undefined;
  /** The API server's time where it tells, else ours. */
  readonly now: Date;
  /** Nothing where the cluster cannot list our rights. */
  readonly missing: readonly MissingRight[] | undefined;
  readonly hasGatewayApi: boolean;
  readonly releases: readonly ReleaseFacts[];
}

/** One release with its slots, and what is in the namespace under its label. */
export interface ReleaseFacts {
  readonly name: string;
  /** The deployed revision of the front and of each slot. */
  readonly deployed: readonly HelmRelease[];
  readonly revisions: readonly RevisionLabel[];
  readonly jobs: readonly Job[];
  /** Objects with the label of the release that something else than a controller made. */
  readonly objects: readonly KubeObject[];
  readonly route: HttpRoute | undefined;
  readonly gateway: Gateway | undefined;
  readonly gatewayClass: GatewayClass | undefined;
  readonly lease: Lease | undefined;
}

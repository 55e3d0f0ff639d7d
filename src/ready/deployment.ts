import type {Deployment} from "../kubernetes/objects.ts";
import {failed, READY, type Readiness, waiting} from "./readiness.ts";

/** Ready when the controller has seen the newest spec and all pods are of it and available. */
export function deploymentReadiness({metadata, spec, status}: Deployment): Readiness {
  const name = `Deployment ${metadata.name}`;
  const wanted = spec.replicas ?? 1;
  const {updatedReplicas: updated = 0, availableReplicas: available = 0, replicas: all = 0} = status ?? {};
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return waiting(`${name}: its controller has not seen it yet`);
  const late = status?.conditions?.find(({reason}) => reason === "ProgressDeadlineExceeded");
  if (late) return failed(`${name}: ${late.message ?? "its progress deadline passed"}`);
  if (updated < wanted) return waiting(`${name}: ${updated}/${wanted} pods are of the new version${refused(status)}`);
  if (all > updated) return waiting(`${name}: ${all - updated} pods of the version before are still there`);
  return available < wanted ? waiting(`${name}: ${available}/${wanted} pods available`) : READY;
}

/** Pods that the API server does not admit are nowhere but in this condition: a quota, a security policy. */
function refused(status: Deployment["status"]): string {
  const failure = status?.conditions?.find(({type, status: is}) => type === "ReplicaFailure" && is === "True");
  return failure?.message ? ` (${failure.message})` : "";
}

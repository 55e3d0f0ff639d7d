import type {KubeObject} from "../kubernetes/objects.ts";
import {jobEnded, jobFailed} from "../ready/job.ts";
import {allObjectsIn} from "../release/manifest.ts";
import type {Facts, ReleaseFacts} from "./facts.ts";
import {type Finding, ok, warn} from "./finding.ts";

/** What commands that were killed, and people, left behind. */
export function leftovers(facts: Facts): Finding[] {
  return facts.releases.flatMap((release) => {
    const found = [...pending(release), ...lock(release, facts.now), ...jobs(release), ...strays(release)];
    return found.length > 0 ? found : [ok(`release ${release.name}: nothing was left behind`)];
  });
}

function pending({name, revisions}: ReleaseFacts): Finding[] {
  const open = revisions.filter(({status}) => status.startsWith("pending-"));
  return open.map(({release, revision, status}) =>
    warn(
      `release ${release} revision ${revision} is ${status}: a Helm is at work, or was killed. The next command takes back what it left`,
      `helm djcd status ${name}`,
    ),
  );
}

/** A holder that is at work renews its lock every few seconds. */
function lock({name, lease}: ReleaseFacts, now: Date): Finding[] {
  const {holderIdentity, renewTime, leaseDurationSeconds = 0} = lease?.spec ?? {};
  if (!holderIdentity || !renewTime) return [];
  const silent = Math.round((now.getTime() - Date.parse(renewTime)) / 1000);
  if (silent <= leaseDurationSeconds)
    return [warn(`release ${name}: ${holderIdentity} is at work`, `helm djcd status ${name}`)];
  return [
    warn(
      `release ${name}: the lock of ${holderIdentity}, silent for ${silent} s. The next command takes it over`,
      `helm djcd status ${name}`,
    ),
  ];
}

/** A Job that a release's own revision made is of it, and is no leftover when it has ended. */
function jobs({jobs: all, deployed}: ReleaseFacts): Finding[] {
  const own = namesOf(deployed);
  return all.flatMap((job) => {
    const {name} = job.metadata;
    const look = `kubectl logs job/${name}`;
    if (!jobEnded(job)) return warn(`Job ${name} is still running`, look);
    if (!own.has(fullName({...job, kind: "Job"})))
      return warn(`Job ${name} has ended and is still there`, `kubectl delete job ${name}`);
    return jobFailed(job) ? warn(`Job ${name} of this release failed`, look) : [];
  });
}

function strays({name, objects, deployed}: ReleaseFacts): Finding[] {
  const known = namesOf(deployed);
  const unknown = objects.filter((object) => !known.has(fullName(object)));
  return unknown.map((object) =>
    warn(
      `${object.kind} ${object.metadata.name} has the label of release ${name}, and none of its revisions made it`,
      `kubectl get ${object.kind.toLowerCase()} ${object.metadata.name} -o yaml`,
    ),
  );
}

function namesOf(deployed: ReleaseFacts["deployed"]): ReadonlySet<string> {
  return new Set(deployed.flatMap(({manifest}) => allObjectsIn(manifest).map(fullName)));
}

function fullName({kind, metadata}: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

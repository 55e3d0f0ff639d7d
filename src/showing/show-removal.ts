import type {Context} from "../context.ts";
import {FILES} from "../release/committed.ts";
import {objectsIn} from "../release/manifest.ts";
import type {Observation} from "../release/observation.ts";
import {observeNamed} from "../running/observe-named.ts";
import {nextText} from "../running/plan-text.ts";

/** Prints how a release ends that a controller applies: what is deleted before its applications are, it makes again. */
export async function showRemoval(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const {observation} = await observeNamed(context, args);
  const {release} = observation;
  const says = `${release} is applied by a controller, which makes again what is deleted: its applications go first. Nothing was changed`;
  const next = removal(observation, args.read as string);
  const end = {release, outcome: "nothing", says: [says], next};
  context.stdout.write(args.output === "json" ? `${JSON.stringify(end, null, 2)}\n` : `${says}\n${nextText(next)}`);
}

function removal({release, namespace, front, slots}: Observation, folder: string): string[] {
  const releases = FILES.flatMap((file) => (file === "front" ? front : (slots[file].release ?? [])));
  const kinds = new Set(releases.flatMap(({manifest}) => objectsIn(manifest)).map(kindOf));
  return [
    `kubectl delete -f ${folder}/applications.yaml`,
    `kubectl -n ${namespace} delete ${[...kinds].sort().join(",")} -l app.kubernetes.io/instance=${release}`,
    `git rm -r ${folder}`,
  ];
}

/** As kubectl tells kinds of two groups apart. */
function kindOf({apiVersion, kind}: {readonly apiVersion: string; readonly kind: string}): string {
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
  return `${kind.toLowerCase()}${group}`;
}

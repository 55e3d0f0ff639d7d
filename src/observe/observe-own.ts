import type {Api} from "../kubernetes/api.ts";
import {orHidden} from "../kubernetes/api-error.ts";
import type {Scalable} from "../kubernetes/objects.ts";
import {objectPath} from "../kubernetes/paths.ts";
import type {SlotObservation} from "../release/observation.ts";
import {declaredOwn} from "../release/own-workloads.ts";

/** The slot with its team's own workloads, which are asked for by the names that its manifest holds. */
export async function withOwn(api: Api, namespace: string, slot: SlotObservation): Promise<SlotObservation> {
  const found = await Promise.all(
    declaredOwn(slot).map(async ({kind, metadata: {name, namespace: home = namespace}}) => {
      const own = await orHidden(api.get<Scalable>(objectPath(kind, home, name)));
      return own && {...own, kind};
    }),
  );
  return {...slot, own: found.filter((own) => own !== undefined)};
}

import {refusal} from "../errors.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {appliedBy} from "../release/controllers.ts";
import {SLOTS} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import type {Plan} from "./step.ts";

/** Refuses to write beside a controller that applies the release: it would put everything back, later, unasked. */
export function refuseApplied(observation: Observation): void {
  const object = writtenOf(observation).find((one) => appliedBy(one) !== undefined);
  if (!object) return;
  throw refusal(
    `${nameOf(object)} is applied by ${appliedBy(object)}: what is written beside its repository is put back later. ` +
      "Type the same with --write DIR, the folder of the release's values files: djcd then changes what is committed",
    "not-ours",
  );
}

/** A route of a person's own can be applied so that its backends are left alone, which nobody sees on the object. */
export function tellOfAppliedRoute({route}: Observation, plan: Plan): Plan {
  const by = route.owned && appliedBy(route.owned);
  if (!route.owned || !by || !plan.steps.some(({kind}) => kind === "shift")) return plan;
  const says = `${nameOf(route.owned)} is applied by ${by}: it has to leave spec.rules alone, or the weights are put back`;
  return {...plan, says: [...plan.says, says]};
}

/** What djcd and its Helm write to; what nobody but the cluster makes is left out. */
function writtenOf({slots, route}: Observation): KubeObject[] {
  const ofSlots = SLOTS.flatMap((slot) => {
    const {workloads, autoscalers, service} = slots[slot];
    return [...workloads, ...autoscalers, service];
  });
  return [...ofSlots, ...route.objects, route.liveService].filter((object) => object !== undefined);
}

function nameOf({kind, metadata}: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

import {routerOf} from "../observe/router-of.ts";
import {settingsOf} from "../release/computed-values.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {outsideNotes} from "../release/outside.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import type {Plan} from "./step.ts";

/** Where a candidate that waits for a person is reached by itself. */
export function tellOfCandidate(observation: Observation, plan: Plan): Plan {
  if (plan.waits === undefined) return plan;
  const {release, namespace} = observation;
  const slot = otherSlot(recordOf(observation).live);
  const {chart, values} = liveRelease(observation);
  const [host = "its host"] = settingsOf(chart, values).hosts;
  const service =
    observation.slots[slot].service?.metadata.name ?? `${liveServiceBase(observation) ?? release}-${slot}`;
  const inside = `inside the cluster at http://${service}.${namespace}/`;
  const where = routerOf(observation).leadsToCandidate ? `on ${host} by the header X-Djcd-Slot: ${slot}; ` : "";
  return {...plan, says: [...plan.says, `#${plan.waits} alone is reached ${where}${inside}`]};
}

function liveServiceBase({route}: Observation): string | undefined {
  return route.liveService?.metadata.name.replace(/-live$/, "");
}

/** What does not move with the release is named where code may break on a schema, and where a slot goes down. */
export function tellOfOutside(observation: Observation, plan: Plan): Plan {
  const notes = outsideNotes(observation);
  if (notes.length === 0) return plan;
  const goesDown = plan.steps.some(({kind}) => kind === "scale-down");
  return {
    ...plan,
    says: goesDown ? [...plan.says, ...notes] : plan.says,
    questions: plan.questions.map((question) =>
      question.kind === "schema" ? {...question, text: `${notes.join("\n")}\n${question.text}`} : question,
    ),
  };
}

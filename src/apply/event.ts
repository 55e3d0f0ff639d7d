import {ApiError} from "../kubernetes/api-error.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {collectionPath} from "../kubernetes/paths.ts";
import {describeStep} from "../plan/describe.ts";
import type {Step, StepKind} from "../plan/step.ts";
import type {Observation} from "../release/observation.ts";
import type {WriteSession} from "./session.ts";

/** Steps that somebody looks for who asks an object what happened to it, with the reason that the Event has. */
const REASONS: Readonly<Partial<Record<StepKind, string>>> = {
  migrate: "Migrated",
  fill: "VersionFilled",
  adjust: "SettingsChanged",
  shift: "TrafficMoved",
  "scale-down": "SlotDown",
};

/** Whether a step is told as an Event. */
export function isTold({kind}: Step): boolean {
  return REASONS[kind] !== undefined;
}

/**
 * Tells a step as an Event of what was there before it, and `kubectl describe` shows it. One that cannot be written is
 * said, and ends nothing.
 */
export async function tell(step: Step, rollout: number, seen: Observation, session: WriteSession): Promise<void> {
  const [reason, subject] = [REASONS[step.kind], subjectOf(step, seen)];
  if (!reason || !subject) return;
  const {diary, context, namespace, says} = session;
  const message = `#${rollout}: ${describeStep(step)}`;
  try {
    await diary.create(collectionPath("Event", namespace), eventOf(subject, {reason, message}, context.clock.now()));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    says(`  not told as an Event: ${error.message}`);
  }
}

/** What a step is done to: the slot's Deployment, or the live Service where it is about traffic or the slot is new. */
function subjectOf(step: Step, {slots, route}: Observation): KubeObject | undefined {
  const workload = "slot" in step ? slots[step.slot].workloads[0] : undefined;
  return workload ?? route.liveService;
}

/** An Event as the API server takes it. `kubectl describe` finds it by the UID. */
export function eventOf(
  {apiVersion, kind, metadata: {name, namespace, uid}}: KubeObject,
  told: {readonly reason: string; readonly message: string},
  at: Date,
): object {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: {generateName: `${name}.djcd-`, namespace},
    involvedObject: {apiVersion, kind, name, namespace, uid},
    type: "Normal",
    ...told,
    source: {component: "djcd"},
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  };
}

import type {KubeObject} from "../kubernetes/objects.ts";
import {changeText, type FieldChange, fieldChanges, masked, placeOf} from "./changes.ts";
import {keyOf} from "./manifest.ts";

/** What becomes of an object, in the words of helm-diff's structured output. */
export interface ObjectChange {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly changeType: "ADD" | "REMOVE" | "MODIFY";
  readonly resourceStatus: {readonly oldExists: boolean; readonly newExists: boolean};
  readonly changes?: readonly FieldChange[];
  /** Of a Secret it is told that it differs, and never in what. */
  readonly changesSuppressed?: true;
}

/** How rendered objects differ, in the order of kinds and names. */
export function objectChanges(before: readonly KubeObject[], after: readonly KubeObject[]): ObjectChange[] {
  const [old, now] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key) => changeOf(old.get(key), now.get(key)) ?? []);
}

function byKey(objects: readonly KubeObject[]): ReadonlyMap<string, KubeObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

function changeOf(before: KubeObject | undefined, after: KubeObject | undefined): ObjectChange | undefined {
  const one = after ?? before;
  const changes = fieldChanges(before, after);
  if (!one || changes.length === 0) return undefined;
  const {apiVersion = "", kind, metadata} = one;
  const changeType = before ? (after ? "MODIFY" : "REMOVE") : "ADD";
  const status = {oldExists: before !== undefined, newExists: after !== undefined};
  return {
    apiVersion,
    kind,
    name: metadata.name,
    changeType,
    resourceStatus: status,
    ...fieldsOf(kind, changeType, changes),
  };
}

function fieldsOf(
  kind: string,
  changeType: ObjectChange["changeType"],
  changes: readonly FieldChange[],
): Pick<ObjectChange, "changes" | "changesSuppressed"> {
  if (kind === "Secret") return {changesSuppressed: true};
  return changeType === "MODIFY" ? {changes: changes.map(masked)} : {};
}

/** Lines as people know them from a diff: a head for each object, its fields below. */
export function objectLines(objects: readonly ObjectChange[]): string[] {
  return objects.flatMap(({kind, name, changeType, changes = [], changesSuppressed}) => [
    `${SIGN[changeType]} ${kind} ${name}${changesSuppressed ? ", its contents are not shown" : ""}`,
    ...changes.flatMap((change) => fieldLines(change)),
  ]);
}

const SIGN = {ADD: "+", REMOVE: "-", MODIFY: "~"} as const satisfies Record<ObjectChange["changeType"], string>;

/** A text of several lines, as a script is, is told by its length. */
function fieldLines(change: FieldChange): string[] {
  const isLong = [change.oldValue, change.newValue].some((value) => typeof value === "string" && value.includes("\n"));
  return [isLong ? `    ${placeOf(change)}: another text` : `    ${changeText(change)}`];
}

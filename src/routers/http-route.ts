import {isDeepStrictEqual} from "node:util";
import type {BackendRef, Condition, HttpRoute, ParentReference, RouteRule} from "../kubernetes/objects.ts";
import {failed, READY, type Readiness, waiting} from "../ready/readiness.ts";
import {SLOT_HEADER, SLOTS, type Slot} from "../release/names.ts";
import type {JsonPatch} from "./router.ts";

// What routers that write to an HTTPRoute have in common.

type Filter = {readonly type?: string; readonly responseHeaderModifier?: {readonly set?: readonly Header[]}};
type Header = {readonly name: string; readonly value: string};

/** The slot that a backend marks its answers with. */
export function slotOf({filters = []}: BackendRef): Slot | undefined {
  const headers = (filters as readonly Filter[])
    .flatMap(({responseHeaderModifier}) => responseHeaderModifier?.set ?? [])
    .filter(({name}) => name === SLOT_HEADER);
  return SLOTS.find((slot) => slot === headers[0]?.value);
}

/** The filters of a backend, and a mark on its answers: there may be only one that sets headers. */
export function markAnswers(filters: readonly unknown[], slot: Slot): unknown[] {
  const {others, modifier} = withoutMark(filters);
  const set = [...(modifier.set ?? []), {name: SLOT_HEADER, value: slot}];
  return [...others, {type: "ResponseHeaderModifier", responseHeaderModifier: {...modifier, set}}];
}

/** The filters of a backend without the mark on its answers. */
export function unmarked(filters: readonly unknown[]): unknown[] {
  const {others, modifier} = withoutMark(filters);
  const {set = [], ...rest} = modifier;
  const isEmpty = set.length === 0 && Object.keys(rest).length === 0;
  return isEmpty ? [...others] : [...others, {type: "ResponseHeaderModifier", responseHeaderModifier: modifier}];
}

type Modifier = NonNullable<Filter["responseHeaderModifier"]>;

function withoutMark(filters: readonly unknown[]): {readonly others: readonly Filter[]; readonly modifier: Modifier} {
  const setsHeaders = ({type}: Filter): boolean => type === "ResponseHeaderModifier";
  const others = (filters as readonly Filter[]).filter((filter) => !setsHeaders(filter));
  const {responseHeaderModifier = {}} = (filters as readonly Filter[]).find(setsHeaders) ?? {};
  const headers = (responseHeaderModifier.set ?? []).filter(({name}) => name !== SLOT_HEADER);
  const {set: _, ...rest} = responseHeaderModifier;
  return {others, modifier: {...rest, ...(headers.length > 0 && {set: headers})}};
}

/** From these rules to those; empty where nothing changes, and failing where somebody was faster. */
export function rulesPatch(before: readonly RouteRule[], after: readonly RouteRule[]): JsonPatch {
  if (isDeepStrictEqual(after, before)) return [];
  return [
    {op: "test", path: "/spec/rules", value: before},
    {op: "replace", path: "/spec/rules", value: after},
  ];
}

/** What a parent of a route tells of it; silent where nobody who runs it ever said anything. */
type Told = {readonly state: "taken" | "silent"} | {readonly state: "behind" | "refused"; readonly reason: string};

/**
 * Every parent that speaks must say these of what is written now. One that tells no generation is taken at its word, and
 * one that says nothing counts while another one speaks: maybe nobody runs it. Says nothing of the data plane.
 */
export function routeReadiness(
  httpRoute: HttpRoute,
  types: readonly string[] = ["Accepted", "ResolvedRefs"],
): Readiness {
  const name = `HTTPRoute ${httpRoute.metadata.name}`;
  const parents = httpRoute.spec.parentRefs ?? [];
  const [first] = parents;
  if (!first) return failed(`${name} has no parent Gateway. Set gateway.parentRefs`);
  const told = parents.map((parent) => toldBy(parent, httpRoute, types));
  const trouble = told.find((one) => "reason" in one);
  if (trouble) return waiting(trouble.reason);
  return told.some(({state}) => state === "taken")
    ? READY
    : waiting(`${name}: ${parentText(first)} has not seen it yet`);
}

function toldBy(parent: ParentReference, {metadata, status}: HttpRoute, types: readonly string[]): Told {
  const name = `HTTPRoute ${metadata.name}`;
  const conditions = (conditionsOf(parent, status) ?? []).filter(({type}) => types.includes(type));
  const late = conditions.find(({observedGeneration: seen}) => seen !== undefined && seen < (metadata.generation ?? 0));
  if (late) return {state: "behind", reason: `${name}: ${parentText(parent)} has not seen it yet`};
  const refused = conditions.find(({status: said}) => said !== "True");
  if (!refused) return {state: conditions.length > 0 ? "taken" : "silent"};
  const {type, message, reason} = refused;
  return {state: "refused", reason: `${name} is not ${type}, says ${parentText(parent)}: ${message ?? reason}`};
}

function conditionsOf(parent: ParentReference, status: HttpRoute["status"]): readonly Condition[] | undefined {
  return status?.parents?.find(({parentRef}) => sameParent(parentRef, parent))?.conditions;
}

/** A parent as people know it. */
function parentText({kind = "Gateway", name, namespace}: ParentReference): string {
  return `${kind} ${name}${namespace ? ` in namespace ${namespace}` : ""}`;
}

/** The parent that the answers come through: the first that says it took the route, or the first of all. */
export function servingParent({spec, status}: HttpRoute): ParentReference | undefined {
  const parents = spec.parentRefs ?? [];
  const accepts = (parent: ParentReference): boolean =>
    (conditionsOf(parent, status) ?? []).some(({type, status: said}) => type === "Accepted" && said === "True");
  return parents.find(accepts) ?? parents[0];
}

function sameParent(a: ParentReference, b: ParentReference): boolean {
  return a.name === b.name && (!b.namespace || a.namespace === b.namespace) && a.sectionName === b.sectionName;
}

import {isDeepStrictEqual} from "node:util";
import type {BackendRef, HttpRoute, ParentReference, RouteRule} from "../kubernetes/objects.ts";
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
  const setsHeaders = ({type}: Filter): boolean => type === "ResponseHeaderModifier";
  const others = (filters as readonly Filter[]).filter((filter) => !setsHeaders(filter));
  const {responseHeaderModifier = {}} = (filters as readonly Filter[]).find(setsHeaders) ?? {};
  const headers = (responseHeaderModifier.set ?? []).filter(({name}) => name !== SLOT_HEADER);
  const set = [...headers, {name: SLOT_HEADER, value: slot}];
  return [...others, {type: "ResponseHeaderModifier", responseHeaderModifier: {...responseHeaderModifier, set}}];
}

/** From these rules to those; empty where nothing changes, and failing where somebody was faster. */
export function rulesPatch(before: readonly RouteRule[], after: readonly RouteRule[]): JsonPatch {
  if (isDeepStrictEqual(after, before)) return [];
  return [
    {op: "test", path: "/spec/rules", value: before},
    {op: "replace", path: "/spec/rules", value: after},
  ];
}

/** Every parent must have seen this generation and say these of it. Says nothing of the data plane. */
export function routeReadiness(
  {metadata, spec, status}: HttpRoute,
  types: readonly string[] = ["Accepted", "ResolvedRefs"],
): Readiness {
  const name = `HTTPRoute ${metadata.name}`;
  const parents = spec.parentRefs ?? [];
  const conditions = parents.map(
    (parent) => status?.parents?.find(({parentRef}) => sameParent(parentRef, parent))?.conditions,
  );
  if (parents.length === 0) return failed(`${name} has no parent Gateway. Set gateway.parentRefs`);
  for (const found of conditions) {
    for (const type of types) {
      const condition = found?.find(
        (one) => one.type === type && (one.observedGeneration ?? 0) >= (metadata.generation ?? 0),
      );
      if (!condition) return waiting(`${name}: its Gateway has not seen it yet`);
      if (condition.status !== "True")
        return waiting(`${name} is not ${type}: ${condition.message ?? condition.reason}`);
    }
  }
  return READY;
}

function sameParent(a: ParentReference, b: ParentReference): boolean {
  return a.name === b.name && (!b.namespace || a.namespace === b.namespace) && a.sectionName === b.sectionName;
}

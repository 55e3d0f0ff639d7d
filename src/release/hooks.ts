import type {KubeObject} from "../kubernetes/objects.ts";
import {allObjectsIn} from "./manifest.ts";
import {namedOnce, type Rendered} from "./shared-names.ts";

const HOOK = "helm.sh/hook";

/** When Helm runs a hook. */
export type Moment = "install" | "upgrade" | "delete" | "test";

const EVENTS = {
  install: ["pre-install", "post-install"],
  upgrade: ["pre-upgrade", "post-upgrade"],
  delete: ["pre-delete", "post-delete"],
  test: ["test", "test-success"],
} as const satisfies Record<Moment, readonly string[]>;

/** The hooks among rendered objects that Helm runs at this moment. */
export function hooksAt(rendered: string, moment: Moment): KubeObject[] {
  const events: readonly string[] = EVENTS[moment];
  return allObjectsIn(rendered).filter((object) => eventsOf(object).some((event) => events.includes(event)));
}

function eventsOf({metadata}: KubeObject): string[] {
  return (metadata.annotations?.[HOOK] ?? "").split(",").map((event) => event.trim());
}

/** A hook by its name, and when it runs. */
export interface NamedHook {
  readonly kind: string;
  readonly name: string;
  readonly events: readonly string[];
}

export function namedHook(hook: KubeObject): NamedHook {
  return {kind: hook.kind, name: hook.metadata.name, events: eventsOf(hook)};
}

/** A hook in words: `Job/shop-green-seed (post-install, post-upgrade)`. */
export function hookText({kind, name, events}: NamedHook): string {
  return `${kind}/${name} (${events.join(", ")})`;
}

/** The hooks of a version when a slot is filled with it, and what is to be said of those that do not run. */
export interface VersionHooks {
  readonly run: readonly NamedHook[];
  readonly says: readonly string[];
}

/**
 * Hooks run once for a version, when its slot is filled; never for the front, which is written at each change of a weight.
 * A slot that is filled for the first time is an installation to Helm alone: where all hooks are for an installation, they
 * ran when the release was installed.
 */
export function hooksOfVersion(candidate: Rendered, front: Rendered, isFirst: boolean): VersionHooks {
  const upgrade = hooksAt(candidate.manifest, "upgrade");
  const install = isFirst && upgrade.length > 0 ? hooksAt(candidate.manifest, "install") : [];
  const run = isFirst ? install : upgrade;
  const left = upgrade.filter((hook) => !run.includes(hook));
  const says = [
    ...left.map((hook) => `${hookText(namedHook(hook))} does not run: ${notYet(candidate.release)}`),
    ...onlyInFront(candidate, front).map((hook) => `${hookText(namedHook(hook))} does not run: ${NOT_IN_FRONT}`),
  ];
  return {run: run.map(namedHook), says};
}

function notYet(release: string): string {
  return `Helm installs release ${release}, for its slot is filled for the first time. Give it post-install as well`;
}

const NOT_IN_FRONT =
  'it stands in the front alone, and hooks run in the slot of their version. Put it into {{- if ne .Values.part "front" }} ... {{- end }}';

function onlyInFront(candidate: Rendered, front: Rendered): KubeObject[] {
  const inSlot = new Set(atChange(candidate).map(namedOnce));
  return atChange(front).filter((hook) => !inSlot.has(namedOnce(hook)));
}

function atChange({manifest}: Rendered): KubeObject[] {
  return [...new Set([...hooksAt(manifest, "install"), ...hooksAt(manifest, "upgrade")])];
}

import {expect, test} from "vitest";
import {hooksAt, hooksOfVersion, hookText, type NamedHook, namedHook} from "../../src/release/hooks.ts";

const hook = (name: string, events: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\n  annotations:\n    helm.sh/hook: ${events}\n---\n`;

const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop-config-green\n---\n";

const both = "post-install,post-upgrade";
const texts = (hooks: readonly NamedHook[]): string[] => hooks.map(hookText);

const AGAIN =
  "does not run: Helm installs release shop-green, for its slot is filled for the first time. Give it post-install as well";

test.each<readonly [string, string, boolean, readonly string[], readonly string[]]>([
  ["none", CONFIG, false, [], []],
  ["the tests of a chart are nobody's", hook("shop-test", "test"), true, [], []],
  ["for both", hook("shop-green-seed", both), false, ["Job/shop-green-seed (post-install, post-upgrade)"], []],
  [
    "for both, a slot filled for the first time",
    hook("s-green", both),
    true,
    ["Job/s-green (post-install, post-upgrade)"],
    [],
  ],
  ["for an upgrade alone", hook("s-green", "pre-upgrade"), false, ["Job/s-green (pre-upgrade)"], []],
  [
    "for an upgrade alone, a slot filled for the first time",
    hook("s-green", "pre-upgrade"),
    true,
    [],
    [`Job/s-green (pre-upgrade) ${AGAIN}`],
  ],
  ["for an installation alone: it ran when the release was installed", hook("s-green", "post-install"), true, [], []],
  ["for an installation alone, later", hook("s-green", "post-install"), false, [], []],
  [
    "some of each, a slot filled for the first time: Helm runs what is for an installation",
    hook("a", "post-install") + hook("b", both) + hook("c", "post-upgrade"),
    true,
    ["Job/a (post-install)", "Job/b (post-install, post-upgrade)"],
    [`Job/c (post-upgrade) ${AGAIN}`],
  ],
  ["for the end", hook("s-green", "pre-delete"), false, [], []],
])("the hooks of a version: %s", (_, manifest, isFirst, run, says) => {
  const candidate = {release: "shop-green", manifest};
  const front = {release: "shop", manifest: manifest.replaceAll("-green", "")};
  const hooks = hooksOfVersion(candidate, front, isFirst);
  expect({run: texts(hooks.run), says: hooks.says}).toEqual({run, says});
});

test("a hook that stands in the front alone is named, for it never runs", () => {
  const front = {release: "shop", manifest: hook("shop-seed", both)};
  const {run, says} = hooksOfVersion({release: "shop-green", manifest: CONFIG}, front, false);
  expect(run).toEqual([]);
  expect(says).toEqual([
    'Job/shop-seed (post-install, post-upgrade) does not run: it stands in the front alone, and hooks run in the slot of their version. Put it into {{- if ne .Values.part "front" }} ... {{- end }}',
  ]);
});

test("hooks are told by when they run, spaces or none", () => {
  const rendered = hook("a", '"pre-delete, post-delete"') + hook("b", "test-success") + CONFIG;
  const at = (moment: "delete" | "test"): string[] => texts(hooksAt(rendered, moment).map(namedHook));
  expect([at("delete"), at("test")]).toEqual([["Job/a (pre-delete, post-delete)"], ["Job/b (test-success)"]]);
});

import {expect, test} from "vitest";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {objectChanges, objectLines} from "../../src/release/object-changes.ts";
import {CANARY} from "../refusals/worlds.ts";

const object = (kind: string, name: string, rest: object = {}): KubeObject => ({
  ...{apiVersion: "v1", kind, metadata: {name}},
  ...rest,
});

const before = [
  object("ConfigMap", "shop", {data: {A: "1", "script.py": "a\nb"}}),
  object("Secret", "shop", {data: {A: "x"}}),
  object("Service", "old"),
  object("ServiceAccount", "shop"),
];
const after = [
  object("ServiceAccount", "shop"),
  object("Secret", "shop", {data: {A: CANARY}}),
  object("ConfigMap", "shop", {data: {A: "2", "script.py": "a\nc"}}),
  object("Service", "new"),
];

test("objects are told as helm-diff does, and of a Secret only that it differs", () => {
  const exists = {oldExists: true, newExists: true};
  expect(objectChanges(before, after)).toEqual([
    {
      ...{apiVersion: "v1", kind: "ConfigMap", name: "shop", changeType: "MODIFY", resourceStatus: exists},
      changes: [
        {path: "data", field: "A", change: "replace", oldValue: "1", newValue: "2"},
        {path: "data", field: "script.py", change: "replace", oldValue: "a\nb", newValue: "a\nc"},
      ],
    },
    {
      ...{apiVersion: "v1", kind: "Secret", name: "shop", changeType: "MODIFY", resourceStatus: exists},
      changesSuppressed: true,
    },
    {
      ...{apiVersion: "v1", kind: "Service", name: "new", changeType: "ADD"},
      resourceStatus: {oldExists: false, newExists: true},
    },
    {
      ...{apiVersion: "v1", kind: "Service", name: "old", changeType: "REMOVE"},
      resourceStatus: {oldExists: true, newExists: false},
    },
  ]);
});

test("for people there is a head for each object and a line for each field", () => {
  expect(objectLines(objectChanges(before, after))).toEqual([
    "~ ConfigMap shop",
    '    data.A: "1" -> "2"',
    "    data.script.py: another text",
    "~ Secret shop, its contents are not shown",
    "+ Service new",
    "- Service old",
  ]);
});

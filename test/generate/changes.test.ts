import {expect, test} from "vitest";
import {type ChartRecord, changesOf} from "../../src/generate/changes.ts";
import {type GeneratedFile, sha256} from "../../src/generate/generated-file.ts";

const own = (path: string, content: string): GeneratedFile => ({path, content, once: false});
const once = (path: string, content: string): GeneratedFile => ({path, content, once: true});

interface World {
  readonly generated?: readonly GeneratedFile[];
  readonly there?: Record<string, string>;
  /** By path, the text that we wrote the last time. */
  readonly wrote?: Record<string, string>;
  readonly wroteOnce?: readonly string[];
}

function decide({generated = [], there = {}, wrote = {}, wroteOnce = []}: World) {
  const hashes = Object.fromEntries(Object.entries(wrote).map(([path, text]) => [path, sha256(text)]));
  const recorded: ChartRecord = {files: hashes, once: wroteOnce};
  const {create, update, remove, foreign} = changesOf(generated, new Map(Object.entries(there)), recorded);
  return {create: create.map(({path}) => path), update: update.map(({path}) => path), remove, foreign};
}

interface Decision {
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly remove: readonly string[];
  readonly foreign: readonly string[];
}

const NOTHING: Decision = {create: [], update: [], remove: [], foreign: []};

const DECISIONS: readonly (readonly [what: string, world: World, changes: Partial<Decision>])[] = [
  ["a file that is not there is created", {generated: [own("a", "1")]}, {create: ["a"]}],
  ["a file as it should be is left alone", {generated: [own("a", "1")], there: {a: "1"}, wrote: {a: "1"}}, {}],
  ["our own older file is updated", {generated: [own("a", "2")], there: {a: "1"}, wrote: {a: "1"}}, {update: ["a"]}],
  [
    "our own file edited by hand is named",
    {generated: [own("a", "2")], there: {a: "mine"}, wrote: {a: "1"}},
    {update: ["a"], foreign: ["a"]},
  ],
  [
    "a file that we never wrote is named",
    {generated: [own("a", "2")], there: {a: "mine"}},
    {update: ["a"], foreign: ["a"]},
  ],
  ["a file of equal text is ours from now on", {generated: [own("a", "1")], there: {a: "1"}}, {}],
  ["what the chart no longer has is removed", {there: {a: "1"}, wrote: {a: "1"}}, {remove: ["a"]}],
  [
    "what the chart no longer has, edited by hand, is named",
    {there: {a: "mine"}, wrote: {a: "1"}},
    {remove: ["a"], foreign: ["a"]},
  ],
  [
    "a file whose line ends git made others is ours, and written again",
    {generated: [own("a", "1\n2\n")], there: {a: "1\r\n2\r\n"}, wrote: {a: "1\n2\n"}},
    {update: ["a"]},
  ],
  [
    "with those line ends and another word it is not",
    {generated: [own("a", "1\n2\n")], there: {a: "1\r\n3\r\n"}, wrote: {a: "1\n2\n"}},
    {update: ["a"], foreign: ["a"]},
  ],
  ["what is gone already is not removed", {wrote: {a: "1"}}, {}],
  ["other people's files are not our business", {there: {b: "theirs"}}, {}],
  ["values.yaml is created once", {generated: [once("values.yaml", "1")]}, {create: ["values.yaml"]}],
  [
    "values.yaml is the user's when it is there",
    {generated: [once("values.yaml", "2")], there: {"values.yaml": "mine"}},
    {},
  ],
  ["values.yaml stays deleted", {generated: [once("values.yaml", "2")], wroteOnce: ["values.yaml"]}, {}],
];

test.each(DECISIONS)("%s", (_, world, changes) => {
  expect(decide(world)).toEqual({...NOTHING, ...changes});
});

test("the record lists our own files with their hashes, and those written once by name", () => {
  const {record} = changesOf([own("a", "1"), once("values.yaml", "x")], new Map(), {files: {}, once: []});
  expect(record).toEqual({files: {a: sha256("1")}, once: ["values.yaml"]});
});

import {isDeepStrictEqual} from "node:util";
import type {HelmRelease, Values} from "../helm/helm-release.ts";
import {personValues} from "./block.ts";
import {computedValues, imageOf} from "./computed-values.ts";

/** What becomes of one field, in the words of helm-diff's structured output. */
export interface FieldChange {
  /** Where the field is. */
  readonly path: string;
  readonly field: string;
  readonly change: "add" | "remove" | "replace";
  readonly oldValue?: unknown;
  readonly newValue?: unknown;
  /** Whether the values are left out, for they may be secret. */
  readonly changesSuppressed?: true;
}

/** How two versions differ. */
export interface Changes {
  /** The rollout that is compared with. */
  readonly since: number;
  readonly image?: FieldChange;
  readonly chart?: FieldChange;
  /** Of all values, those of the charts under those of the person; without what names the image. */
  readonly values: readonly FieldChange[];
}

/** What is compared of a version. */
export interface Side {
  readonly image: string;
  readonly chartName: string;
  readonly defaults: Values;
  readonly values: Values;
}

/** The version that a stored release holds. */
export function sideOf({chart, values}: Pick<HelmRelease, "chart" | "values">): Side {
  const {name, version} = chart.metadata;
  return {image: imageOf(chart.values, values), chartName: `${name}-${version}`, defaults: chart.values, values};
}

/** How a version differs from that of a rollout before it. */
export function changesBetween(since: number, before: Side, after: Side): Changes {
  const [image] = fieldChanges({image: before.image}, {image: after.image});
  const [chart] = fieldChanges({chart: before.chartName}, {chart: after.chartName});
  const values = fieldChanges(allValues(before), allValues(after)).map(masked);
  return {
    since,
    ...(image && {image}),
    ...(chart && {chart}),
    values: values.filter((one) => !IMAGE.has(placeOf(one))),
  };
}

const IMAGE: ReadonlySet<string> = new Set(["image.repository", "image.tag", "image.digest"]);

function allValues({defaults, values}: Side): Values {
  return personValues(computedValues(defaults, values));
}

/** What differs between two documents, field by field, in the order of their paths. */
export function fieldChanges(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!areAlike(before, after)) return [changeOf(path, before, after)];
  const [old, now] = [keyed(before), keyed(after)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort(inOrder);
  const changes = keys.flatMap((key) => fieldChanges(old[key], now[key], [...path, key]));
  // The same, in another order.
  return changes.length > 0 ? changes : [changeOf(path, Object.keys(old), Object.keys(now))];
}

/** Whether it is worth while to look into both. */
function areAlike(before: unknown, after: unknown): boolean {
  if (!isComposed(before) || !isComposed(after) || isList(before) !== isList(after)) return false;
  return isNamed(before) === isNamed(after) || [before, after].some((one) => Object.keys(one).length === 0);
}

/** A list of things that have names (variables, containers, volumes) is compared by them, wherever in it they are. */
function keyed(value: unknown): Values {
  return isNamed(value) ? Object.fromEntries(value.map((one) => [one.name, one])) : (value as Values);
}

function isNamed(value: unknown): value is readonly {readonly name: string}[] {
  if (!isList(value) || value.length === 0) return false;
  const names = value.map((one) => (isComposed(one) && "name" in one ? one.name : undefined));
  return names.every((name) => typeof name === "string") && new Set(names).size === names.length;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isComposed(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Numbers by their size, for they are places in a list. */
function inOrder(one: string, other: string): number {
  return Number(one) - Number(other) || (one < other ? -1 : 1);
}

function changeOf(path: readonly string[], oldValue: unknown, newValue: unknown): FieldChange {
  const place = {path: pathText(path.slice(0, -1)), field: path.at(-1) ?? ""};
  if (oldValue === undefined) return {...place, change: "add", newValue};
  if (newValue === undefined) return {...place, change: "remove", oldValue};
  return {...place, change: "replace", oldValue, newValue};
}

function pathText(keys: readonly string[]): string {
  return keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`), "");
}

/** A field by its whole path. */
export function placeOf({path, field}: FieldChange): string {
  return pathText([...(path ? [path] : []), field]);
}

/** How people name what they keep secret, wherever they put it. */
const SECRET_NAME = /passw|passphrase|secret|token|credential|private|api_?key|_key$|dsn|auth/i;
/** Where only the name of a Secret stands. */
const NAME_OF_SECRET = /(name|ref|secrets|secretRef)$/i;
/** `postgres://user:password@host` and the like. */
const SECRET_TEXT = /:\/\/[^/\s@]*:[^/\s@]+@/;

/** A change without its values, where they may be secret. */
export function masked(change: FieldChange): FieldChange {
  const {path, field, oldValue, newValue, change: how} = change;
  const keys = [...path.split("."), field].filter(Boolean);
  const isSecret = keys[0] === "secrets" || [oldValue, newValue].some((value) => mayBeSecret(keys.slice(-2), value));
  return isSecret ? {path, field, change: how, changesSuppressed: true} : change;
}

/** The last two names: a variable in Kubernetes' form is NAME.value. What comes or goes whole is looked into. */
function mayBeSecret(names: readonly string[], value: unknown): boolean {
  if (isComposed(value))
    return Object.entries(keyed(value)).some(([key, one]) => mayBeSecret([...names.slice(-1), key], one));
  if (typeof value !== "string") return false;
  return SECRET_TEXT.test(value) || names.some((name) => SECRET_NAME.test(name) && !NAME_OF_SECRET.test(name));
}

/** Lines for a plan, and for whoever reads one later. */
export function changeLines({image, chart, values}: Changes): string[] {
  return [...(image ? [changeText(image)] : []), ...(chart ? [changeText(chart)] : []), ...values.map(changeText)];
}

/** A change in one line. */
export function changeText(change: FieldChange): string {
  const words = change.changesSuppressed
    ? `${MASKED[change.change]}, its value is not shown`
    : SHOWN[change.change](change);
  return `${placeOf(change)}: ${words}`;
}

type Kind = FieldChange["change"];

const MASKED = {add: "new", remove: "gone", replace: "changed"} as const satisfies Record<Kind, string>;

const SHOWN: Readonly<Record<Kind, (change: FieldChange) => string>> = {
  add: ({newValue}) => `${show(newValue)} (new)`,
  remove: ({oldValue}) => `${show(oldValue)} (gone)`,
  replace: ({oldValue, newValue}) => `${show(oldValue)} -> ${show(newValue)}`,
};

const LONGEST = 80;

/** Texts as they are, where nothing else looks so. */
function show(value: unknown): string {
  const isPlain =
    typeof value === "string" && /^[^\s"'{[][^\n]*$/.test(value) && !/^(true|false|null|[\d.+-]+)$/.test(value);
  const text = isPlain ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const NAMED = 4;

/** All in one line: the image as it was and is, the rest by name. */
export function changesInShort(changes: Changes): string {
  const {since, image, chart, values} = changes;
  const told = [
    ...(image ? [changeText(image).replace(":", "")] : []),
    ...(chart ? [changeText(chart).replace(":", "")] : []),
  ];
  const names = values.map(placeOf);
  const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  const all = [...told, ...names.slice(0, NAMED), ...more];
  return `since #${since}: ${all.join(", ") || "the same image, chart and values"}`;
}

import {isDeepStrictEqual} from "node:util";
import * as yaml from "js-yaml";
import type {Values} from "../helm/helm-release.ts";

/** The values in the text of a file. */
export function readValues(text: string): Values {
  return (yaml.loadAll(text)[0] ?? {}) as Values;
}

/**
 * The text of a values file with other values. What stays the same stays as a person wrote it, comments too; where that
 * cannot be (anchors, a file in one pair of braces) it is written anew.
 */
export function withValues(text: string, wanted: Values): string {
  const edited = edit(text, wanted);
  return saysThe(wanted, edited) ? edited : dump(wanted);
}

/** A key at the left edge, with the comments above it. */
interface Section {
  readonly key: string;
  readonly above: string;
  readonly text: string;
}

function edit(text: string, wanted: Values): string {
  const now = readValues(text);
  const {sections, end} = sectionsOf(text);
  const known = new Set(sections.map(({key}) => key));
  const added = Object.keys(wanted).filter((key) => !known.has(key));
  const texts = sections.flatMap(({key, above, text: body}) => {
    if (!Object.hasOwn(wanted, key)) return [];
    const isSame = isDeepStrictEqual(now[key], wanted[key]);
    return [{key, text: `${above}${isSame ? body : dump({[key]: wanted[key]})}`}];
  });
  const news = added.map((key) => ({key, text: dump({[key]: wanted[key]})}));
  // What belongs to djcd stands at the end.
  const own = texts.findIndex(({key}) => key === "part");
  const at = own < 0 ? texts.length : own;
  return [...texts.slice(0, at), ...news, ...texts.slice(at)].map((one) => one.text).join("") + end;
}

const KEY = /^(?:"([^"]+)"|'([^']+)'|([A-Za-z_][\w.-]*)):(?:\s|$)/;

function sectionsOf(text: string): {readonly sections: readonly Section[]; readonly end: string} {
  const sections: {key: string; above: string; text: string}[] = [];
  let above = "";
  for (const line of text.split(/(?<=\n)/)) {
    const [found, double, single, plain] = KEY.exec(line) ?? [];
    const last = sections.at(-1);
    if (found !== undefined) {
      sections.push({key: double ?? single ?? plain ?? "", above, text: line});
      above = "";
    } else if (last && /^\s+\S/.test(line) && above.trim() === "") {
      last.text += above + line;
      above = "";
    } else above += line;
  }
  return {sections, end: above};
}

function saysThe(wanted: Values, text: string): boolean {
  try {
    return isDeepStrictEqual(readValues(text), wanted);
  } catch {
    return false;
  }
}

function dump(values: Values): string {
  return yaml.dump(values, {noRefs: true, lineWidth: 120});
}

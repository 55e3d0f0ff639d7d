type Rewording = (found: RegExpExecArray) => string;

const HOW_TO_SET = "A comma within a value is typed \\,; --set-literal takes a value as it is";

/**
 * What Helm says of values that it cannot read, and what we say. Helm quotes what was typed: what follows a comma in a
 * password is then shown as a key that has no value.
 */
const REWORDED: readonly (readonly [RegExp, Rewording])[] = [
  [/failed parsing --set-file data: open (.*): no such file/, ([, file]) => `--set-file: ${file} does not exist`],
  [
    /failed parsing (--set\S*) data: key ".*" has no value/s,
    ([, flag]) => `${flag}: a key has no value. ${HOW_TO_SET}`,
  ],
  [/failed parsing (--set\S*) data: (index of \d+ .*)/, ([, flag, why]) => `${flag}: ${why}`],
  [
    /failed parsing (--set-json) data/,
    ([, flag]) => `${flag}: KEY=JSON or a JSON object is needed, and this is no JSON`,
  ],
  [/failed parsing (--set\S*) data/, ([, flag]) => `${flag}: KEY=VALUE is needed. ${HOW_TO_SET}`],
  [/open (.*): no such file or directory/, ([, file]) => `the value file ${file} does not exist`],
  [/read (.*): is a directory/, ([, file]) => `the value file ${file} is a folder`],
  [/open (.*): permission denied/, ([, file]) => `the value file ${file} may not be read`],
  [
    /failed to parse (.*?): .*cannot unmarshal (\S+) into Go value/,
    ([, file, kind]) => `the value file ${file} has to be a mapping, and holds ${KINDS[kind ?? ""] ?? kind}`,
  ],
  [/failed to parse (.*?): .*?yaml: ([^`"\n]*)/, ([, file, why]) => `the value file ${file} is no YAML: ${why}`],
];

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  string: "a text",
  number: "a number",
  bool: "one word",
};

/** What was wrong with the values, without what they are. */
export function valuesUnread(said: string): string {
  for (const [pattern, reword] of REWORDED) {
    const found = pattern.exec(said);
    if (found) return reword(found);
  }
  return `the values cannot be read: ${said.replace("INSTALLATION FAILED: ", "")}`;
}

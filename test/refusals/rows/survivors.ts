/** How a value is given to `upgrade`, for a key of `config`. */
type Given = (path: string, key: string, file: string) => {flag: string; text: string; inFile?: string};

interface Survivor {
  readonly what: string;
  readonly given: Given;
  /** In the values, where that is not the text that arrives. */
  readonly merges?: unknown;
  /** In the ConfigMap that the pod's environment is made of; nothing where there is no such variable. */
  readonly arrives: string | undefined;
}

const set =
  (text: string): Given =>
  (path) => ({flag: "--set", text: `${path}=${text}`});
const string =
  (text: string): Given =>
  (path) => ({flag: "--set-string", text: `${path}=${text}`});
const literal =
  (text: string): Given =>
  (path) => ({flag: "--set-literal", text: `${path}=${text}`});
const json =
  (text: string): Given =>
  (path) => ({flag: "--set-json", text: `${path}=${text}`});
const inValues =
  (text: string): Given =>
  (_, key, file) => ({flag: "--values", text: file, inFile: `config:\n  ${key}: ${text}\n`});
const content =
  (text: string): Given =>
  (path, _, file) => ({flag: "--set-file", text: `${path}=${file}`, inFile: text});

const PEM = `-----BEGIN CERTIFICATE-----\n${"MIIB+/=".repeat(9)}\n-----END CERTIFICATE-----\n`;

/** What YAML, Go and JSON each have another opinion of. */
export const SURVIVORS: readonly Survivor[] = [
  {what: "a version with dots", given: set("1.2.3"), arrives: "1.2.3"},
  {what: "a number with a zero before it", given: set("012"), arrives: "012"},
  {what: "a number in exponent notation", given: set("5e10"), arrives: "5e10"},
  {what: "yes", given: set("yes"), arrives: "yes"},
  {what: "yes in quotes in a file", given: inValues('"yes"'), arrives: "yes"},
  {what: "012 in quotes in a file", given: inValues('"012"'), arrives: "012"},
  {what: "1.10 in quotes in a file", given: inValues('"1.10"'), arrives: "1.10"},
  {what: "ten millions", given: set("10000000"), merges: 10000000, arrives: "10000000"},
  {what: "half of one", given: inValues("0.5"), merges: 0.5, arrives: "0.5"},
  {what: "true", given: set("true"), merges: true, arrives: "true"},
  {what: "true as a string", given: string("true"), arrives: "true"},
  {what: "null, which is no variable", given: set("null"), merges: null, arrives: undefined},
  {what: "null as a string", given: string("null"), arrives: "null"},
  {what: "nothing at all", given: string(""), arrives: ""},
  {what: "a comma that is escaped", given: set("a\\,b"), arrives: "a,b"},
  {what: "commas, braces and equals signs taken literally", given: literal("a,b={c}[0]"), arrives: "a,b={c}[0]"},
  {what: "letters of all the world", given: set("Zoë, 東京 🐍".replace(",", "\\,")), arrives: "Zoë, 東京 🐍"},
  {what: "quotes and backslashes", given: json('"a \\"b\\" \\\\c"'), arrives: 'a "b" \\c'},
  {what: "a certificate", given: content(PEM), arrives: PEM},
  {what: "lines that end as on Windows", given: content("one\r\ntwo\r\n"), arrives: "one\r\ntwo\r\n"},
  {what: "a template that is none of ours", given: literal("{{ .Values.secrets }}"), arrives: "{{ .Values.secrets }}"},
  {what: "what looks like a comment", given: string("a # b"), arrives: "a # b"},
  {what: "blanks at both ends", given: string("  a  "), arrives: "  a  "},
  {what: "a percent sign", given: string("100%s"), arrives: "100%s"},
];

import type {Row} from "../run.ts";

const GOOD = `name: shop
django: {settings: shop.settings}
components: {web: {kind: http, server: gunicorn, module: "shop.wsgi:application"}}
`;

const choices = (text: string | Buffer) => ({typed: "generate", files: {"djcd.yaml": text}});

/** What may be wrong with a djcd.yaml. No chart is written. */
export const CHOICES: readonly Row[] = [
  {
    what: "none",
    typed: "generate",
    says: "Error: djcd.yaml does not exist. To have one written for your project: helm djcd init",
  },
  {
    what: "one of another name",
    typed: "generate -f ours.yaml",
    says: "Error: ours.yaml does not exist. To have one written for your project: helm djcd init",
  },
  {
    what: "a folder",
    typed: "generate -f charts",
    files: {"charts/x": ""},
    says: "Error: charts cannot be read (EISDIR). Name another one with -f FILE",
  },
  {
    what: "an empty one",
    ...choices(""),
    says: "Error: djcd.yaml cannot be used:\n  expected a document, but the input is empty.\nCorrect it and type the command again.",
  },
  {
    what: "a comment alone",
    ...choices("# later\n"),
    says: "Error: djcd.yaml cannot be used:\n  expected a document, but the input is empty.\nCorrect it and type the command again.",
  },
  {
    what: "a list",
    ...choices("- name: shop\n"),
    says: 'Error: djcd.yaml cannot be used:\n  the document is the list [{"name":"shop"}] and has to be a mapping with the choices of a project.\nCorrect it and type the command again.',
  },
  {
    what: "a word",
    ...choices("shop\n"),
    says: 'Error: djcd.yaml cannot be used:\n  the document is "shop" and has to be a mapping with the choices of a project.\nCorrect it and type the command again.',
  },
  {
    what: "a tab",
    ...choices("name: shop\ndjango:\n\tsettings: shop.settings\n"),
    says: "Error: djcd.yaml cannot be used:\n  line 3, column 1: tab characters must not be used in indentation.\nCorrect it and type the command again.",
  },
  {
    what: "an anchor that is none",
    ...choices(GOOD.replace("shop.settings", "*ours")),
    says: 'Error: djcd.yaml cannot be used:\n  line 2, column 21: unidentified alias "ours".\nCorrect it and type the command again.',
  },
  {
    what: "a key twice",
    ...choices(`${GOOD}name: other\n`),
    says: "Error: djcd.yaml cannot be used:\n  line 4, column 1: duplicated mapping key.\nCorrect it and type the command again.",
  },
  {
    what: "two documents",
    ...choices(`${GOOD}---\n${GOOD}`),
    says: "Error: djcd.yaml cannot be used:\n  expected a single document in the stream, but found more.\nCorrect it and type the command again.",
  },
  {
    what: "what is no text",
    ...choices(Buffer.from([0x6e, 0x00, 0xff, 0xfe])),
    says: "Error: djcd.yaml cannot be used:\n  line 1, column 2: null byte is not allowed in input.\nCorrect it and type the command again.",
  },
  {
    what: "an unknown server",
    ...choices(GOOD.replace("gunicorn", "daphne")),
    says: 'Error: djcd.yaml cannot be used:\n  components.web.server is "daphne" and has to be gunicorn or uvicorn, or a mapping with its name.\nCorrect it and type the command again.',
  },
  {
    what: "an unknown key",
    ...choices(`${GOOD}rooters: [service]\n`),
    says: "Error: djcd.yaml cannot be used:\n  rooters is not known here. Did you mean routers?\nCorrect it and type the command again.",
  },
  {
    what: "an unknown router",
    ...choices(`${GOOD}routers: [istio]\n`),
    says: 'Error: djcd.yaml cannot be used:\n  routers[0] is "istio" and has to be service, gateway-api, nginx or existing.\nCorrect it and type the command again.',
  },
  {
    what: "a name that is a number",
    ...choices(GOOD.replace("name: shop", "name: 012")),
    says: "Error: djcd.yaml cannot be used:\n  name is the number 12 and has to be the name of the chart: at most 40 lower-case letters, digits and dashes, beginning with a letter, not ending in -blue or -green, and no word that YAML reads as something else, such as yes.\nCorrect it and type the command again.",
  },
  {
    what: "a name that is yes",
    ...choices(GOOD.replace("name: shop", "name: yes")),
    says: 'Error: djcd.yaml cannot be used:\n  name is "yes" and has to be the name of the chart: at most 40 lower-case letters, digits and dashes, beginning with a letter, not ending in -blue or -green, and no word that YAML reads as something else, such as yes.\nCorrect it and type the command again.',
  },
  {
    what: "a name of 41 characters",
    ...choices(GOOD.replace("name: shop", `name: ${"s".repeat(41)}`)),
    says: 'Error: djcd.yaml cannot be used:\n  name is "sssssssssssssssssssssssssssssssssssssssss" and has to be the name of the chart: at most 40 lower-case letters, digits and dashes, beginning with a letter, not ending in -blue or -green, and no word that YAML reads as something else, such as yes.\nCorrect it and type the command again.',
  },
  {
    what: "a name that ends like a slot",
    ...choices(GOOD.replace("name: shop", "name: shop-blue")),
    says: 'Error: djcd.yaml cannot be used:\n  name is "shop-blue" and has to be the name of the chart: at most 40 lower-case letters, digits and dashes, beginning with a letter, not ending in -blue or -green, and no word that YAML reads as something else, such as yes.\nCorrect it and type the command again.',
  },
  {
    what: "a version that is a number",
    ...choices(`${GOOD}version: 5e10\n`),
    says: 'Error: djcd.yaml cannot be used:\n  version is the number 50000000000 and has to be the version of the chart, such as "1.2.3" (in quotes).\nCorrect it and type the command again.',
  },
  {
    what: "no value at all",
    ...choices(GOOD.replace("{settings: shop.settings}", "")),
    says: "Error: djcd.yaml cannot be used:\n  django is empty and has to be a mapping.\nCorrect it and type the command again.",
  },
];

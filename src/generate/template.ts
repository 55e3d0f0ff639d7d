import Handlebars from "handlebars";

/**
 * Helm's braces stand behind two private-use characters while Handlebars works: same width, so positions in messages
 * stay true, and a bijection, so Helm text comes out byte for byte.
 */
const OPEN = "\uE000\uE000";
const CLOSE = "\uE001\uE001";

const handlebars = Handlebars.create();

// Handlebars' own `if` takes a misspelt choice for false.
handlebars.registerHelper("if", function (this: unknown, condition: unknown, options: Handlebars.HelperOptions) {
  if (condition === undefined) throw new Error("<%#if%> asks for a choice that does not exist");
  return condition ? options.fn(this) : options.inverse(this);
});

/** The text of one chart file: directives between <% and %> filled in, Helm's own text untouched. */
export function renderTemplate(source: string, chartName: string, context: object): string {
  const template = handlebars.compile(directives(source), {noEscape: true, strict: true});
  return unmask(nameChart(template(context), chartName));
}

/** Puts the chart's name where a file says <CHARTNAME>: all that a file without directives needs. */
export function nameChart(source: string, chartName: string): string {
  return source.replaceAll("<CHARTNAME>", chartName);
}

/** The source as Handlebars reads it. */
export function directives(source: string): string {
  if (source.includes("\\<%")) throw new Error("\\<% is an escape of Handlebars: write the text in another way");
  return source.replaceAll("{{", OPEN).replaceAll("}}", CLOSE).replaceAll("<%", "{{").replaceAll("%>", "}}");
}

function unmask(text: string): string {
  return text.replaceAll(OPEN, "{{").replaceAll(CLOSE, "}}");
}

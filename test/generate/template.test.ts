import fc from "fast-check";
import {expect, test} from "vitest";
import {renderTemplate} from "../../src/generate/template.ts";

const render = (source: string, context: object = {}) => renderTemplate(source, "shop", context);

test("Helm's own text comes out byte for byte", () => {
  const helm =
    '{{- if eq .Values.x "y" }}\n{{ .Values.a | quote }}{{/* {{x}} */}} }}{ {{`{{raw}}`}} & < > "\n{{- end }}\n';
  expect(render(helm)).toBe(helm);
});

test("any text without a directive comes out byte for byte", () => {
  const pieces = fc.constantFrom(
    "{{",
    "}}",
    "{",
    "}",
    " ",
    "\n",
    "%",
    "<",
    ">",
    "\\",
    '"',
    "&",
    ".Values.a",
    "é",
    "%>s",
  );
  const texts = fc.array(pieces).map((parts) => parts.join(""));
  fc.assert(fc.property(texts, (text) => text.includes("<%") || text.includes("%>") || render(text) === text));
});

test("a directive is filled in between Helm's braces", () => {
  expect(render("{{ .Values.<% component.name %>.replicas }}", {component: {name: "web"}})).toBe(
    "{{ .Values.web.replicas }}",
  );
});

test("the chart's name stands where the source says so", () => {
  expect(render('{{ include "<CHARTNAME>.fullname" . }}')).toBe('{{ include "shop.fullname" . }}');
});

test("values are not made HTML", () => {
  expect(render("<% module %>", {module: "a'b&c<d>"})).toBe("a'b&c<d>");
});

test("a directive on a line of its own leaves no empty line", () => {
  expect(render("a\n<%#if on%>\nb\n<%/if%>\nc\n", {on: true})).toBe("a\nb\nc\n");
});

test.each([
  "<% misspelt %>",
  "<% component.misspelt %>",
  "<%#if misspelt%>x<%/if%>",
  "<%#if component.misspelt%>x<%/if%>",
])("a choice that does not exist is an error: %s", (source) => {
  expect(() => render(source, {component: {}})).toThrow();
});

test("Handlebars' own escape is refused", () => {
  expect(() => render("\\<% name %>", {name: "x"})).toThrow("escape of Handlebars");
});

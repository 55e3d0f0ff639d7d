import {type Choices, type NamedComponent, namedComponents, type Router} from "./choices.ts";
import type {Sources} from "./sources.ts";

/** A JSON schema, as far as we look into it. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The values that only one router reads. */
const ROUTER_VALUES = {
  service: "ingress",
  "gateway-api": "gateway",
  nginx: "nginx",
  existing: "route",
} as const satisfies Record<Router, string>;

/**
 * The schema of a chart's values: one draft-07 document that refers to nothing outside itself, for Helm reads one file,
 * and narrowed to the menu that the choices are.
 */
export function valuesSchema(choices: Choices, sources: Sources["schemas"]): Schema {
  const concepts = {...readConcepts(sources), ...narrowedConcepts(choices, readConcepts(sources))};
  const root = {...concepts.root, properties: rootProperties(choices, concepts.root?.properties ?? {})};
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Values of ${choices.name}`,
    ...root,
    definitions: reachable(root, concepts),
  };
}

function readConcepts(sources: Sources["schemas"]): Record<string, Schema> {
  const files = Object.entries(sources).filter(([path]) => path.startsWith("values/"));
  return Object.fromEntries(
    files.map(([path, text]) => [path.slice("values/".length, -".json".length), JSON.parse(text)]),
  );
}

function narrowedConcepts(choices: Choices, concepts: Record<string, Schema>): Record<string, Schema> {
  const components = namedComponents(choices).map((component) => [
    definitionOf(component),
    componentSchema(component, concepts),
  ]);
  const menu = `${choices.routers.join(" or ")}: the menu is routers in djcd.yaml`;
  return {router: {...concepts.router, description: menu, enum: choices.routers}, ...Object.fromEntries(components)};
}

function componentSchema({kind, server}: NamedComponent, concepts: Record<string, Schema>): Schema {
  return {...concepts[kind], properties: {...concepts[kind]?.properties, server: reference(server)}};
}

function rootProperties(choices: Choices, properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const others = Object.entries(ROUTER_VALUES).filter(
    ([router]) => !choices.routers.some((chosen) => chosen === router),
  );
  const unread = [...others.map(([, key]) => key as string), ...(choices.metrics === "none" ? ["metrics"] : [])];
  const components = namedComponents(choices).map((component) => [component.name, reference(definitionOf(component))]);
  return {
    ...Object.fromEntries(Object.entries(properties).filter(([key]) => !unread.includes(key))),
    ...Object.fromEntries(components),
  };
}

function definitionOf({name}: NamedComponent): string {
  return `component-${name}`;
}

function reference(concept: string): Schema {
  return {$ref: `#/definitions/${concept}`};
}

/** The concepts that a schema leads to, in the order of their names. */
function reachable(root: Schema, concepts: Record<string, Schema>): Record<string, Schema> {
  const found = new Set<string>();
  const visit = (schema: Schema): void => {
    for (const concept of references(schema).filter((name) => !found.has(name))) {
      found.add(concept);
      visit(known(concept, concepts));
    }
  };
  visit(root);
  return Object.fromEntries([...found].sort().map((concept) => [concept, known(concept, concepts)]));
}

function references(schema: Schema): string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, concept]) => concept ?? "");
}

function known(concept: string, concepts: Record<string, Schema>): Schema {
  const schema = concepts[concept];
  if (schema === undefined) throw new Error(`schemas/values has no ${concept}.json`);
  return schema;
}

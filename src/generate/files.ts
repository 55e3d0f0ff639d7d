import {
  type Choices,
  type Component,
  type Metrics,
  mainComponent,
  type NamedComponent,
  namedComponents,
  type Router,
  type Server,
} from "./choices.ts";

/** One file of the chart and the sources that it is made of. */
export interface ChartFile {
  readonly path: string;
  readonly parts: readonly Part[];
  /** Written once and then the user's; all others are ours and are written again by each generation. */
  readonly once: boolean;
}

/** A source file, and what its directives may speak of. */
export interface Part {
  readonly source: string;
  readonly context: object;
}

const FOR_EVERY_CHART = [
  ".gitattributes",
  ".helmignore",
  "Chart.yaml",
  "files/await_migrations.py",
  "files/check_live.py",
  "files/migrate.py",
  "templates/NOTES.txt",
  "templates/_account.tpl",
  "templates/_config.tpl",
  "templates/_defaults.tpl",
  "templates/_guards.tpl",
  "templates/_http.tpl",
  "templates/_labels.tpl",
  "templates/_names.tpl",
  "templates/_parts.tpl",
  "templates/_pod.tpl",
  "templates/_scheduling.tpl",
  "templates/_url.tpl",
  "templates/migrate/_spec.tpl",
  "templates/migrate/job.yaml",
  "templates/routing/live.yaml",
  "templates/slot/environment.yaml",
  "templates/slot/service.yaml",
  "templates/slot/serviceaccount.yaml",
  "templates/tests/live.yaml",
  "tests/live_test.yaml",
] as const;

/** Of the values that a chart turns out to have: made of its schema and defaults, and no file of the source. */
export const VALUES_TABLE = "values/table.md";

export const DEFAULTS = "files/defaults.yaml";

/** Each router brings a file of the same name, and a part of values.yaml. */
const ROUTER_FILES = {
  service: ["templates/routing/service.yaml"],
  "gateway-api": ["templates/routing/gateway-api.yaml", "tests/gateway-api_test.yaml"],
  nginx: ["templates/routing/nginx.yaml", "tests/nginx_test.yaml"],
  existing: ["templates/routing/existing.yaml"],
} as const satisfies Record<Router, readonly string[]>;

const METRICS_FILES = {
  none: [],
  "django-prometheus": [
    "files/count_anew.py",
    "files/dashboard.json",
    "files/tell_counts.py",
    "templates/_metrics.tpl",
    "templates/metrics/_series.tpl",
    "templates/metrics/alerts.yaml",
    "templates/metrics/dashboard.yaml",
    "templates/metrics/podmonitor.yaml",
  ],
} as const satisfies Record<Metrics, readonly string[]>;

const METRICS_VALUES = {
  none: [],
  "django-prometheus": ["metrics", "analysis"],
} as const satisfies Record<Metrics, readonly string[]>;

/** By kind of component: the files of its folder. */
const COMPONENT_FILES = {
  http: ["deployment.yaml", "hpa.yaml", "pdb.yaml"],
} as const satisfies Record<Component["kind"], readonly string[]>;

const SERVER_FILES = {
  gunicorn: "_gunicorn.tpl",
  uvicorn: "_uvicorn.tpl",
  other: "_other.tpl",
} as const satisfies Record<Server, string>;

/** Says which files the chart of a project has: files are chosen before lines. */
export function chartFiles(choices: Choices, generator: object): ChartFile[] {
  const context = {
    ...choices,
    django: {...choices.django, python: quotedUnless("python", choices.django.python)},
    metrics: choices.metrics !== "none",
    main: mainComponent(choices),
    generator,
  };
  const routers = choices.routers.flatMap((router) => ROUTER_FILES[router]);
  const general = [...FOR_EVERY_CHART, ...routers, ...METRICS_FILES[choices.metrics]];
  return [
    ...general.map((path) => ({path, parts: [{source: path, context}], once: false})),
    ...namedComponents(choices).flatMap((component) => componentFiles(component, context)),
    ...valuesFiles(choices, context),
    {path: "README.md", parts: ["README.md", VALUES_TABLE].map((source) => ({source, context})), once: false},
  ];
}

function componentFiles(component: NamedComponent, context: object): ChartFile[] {
  const {name, kind, server} = component;
  const file = (path: string, source: string): ChartFile => ({
    path,
    parts: [{source, context: {...context, component: {...component, ...startOf(component)}}}],
    once: false,
  });
  return [
    ...[...COMPONENT_FILES[kind], SERVER_FILES[server]].map((each) =>
      file(`templates/${name}/${each}`, `templates/${kind}/${each}`),
    ),
    file(`tests/${name}_test.yaml`, `tests/${kind}_test.yaml`),
  ];
}

/** The words of the command that the project says, as YAML has them. */
function startOf({server, command, args, config}: NamedComponent): object {
  return {
    command: quotedUnless(server, command),
    args: (args ?? []).map((word) => JSON.stringify(word)),
    config: config === undefined ? "" : JSON.stringify(`--config=${config}`),
  };
}

function quotedUnless(usual: string, words: readonly string[] | undefined): string[] {
  return words === undefined ? [usual] : words.map((word) => JSON.stringify(word));
}

/** The user's values.yaml begins as a copy of the defaults that the templates fall back to. */
function valuesFiles(choices: Choices, context: object): ChartFile[] {
  const values = valuesParts(choices, context);
  return [
    {path: DEFAULTS, parts: [{source: "values/ours.yaml", context}, ...values], once: false},
    {path: "values.yaml", parts: [{source: "values/yours.yaml", context}, ...values], once: true},
    {path: "values-dev.yaml", parts: [{source: "values/dev.yaml", context}], once: true},
  ];
}

function valuesParts(choices: Choices, context: object): Part[] {
  const part = (name: string, more = {}): Part => ({source: `values/${name}.yaml`, context: {...context, ...more}});
  const components = namedComponents(choices).flatMap((component) => [
    part(component.kind, {component}),
    part(component.server, {component}),
  ]);
  return [
    part("common"),
    ...components,
    part("router"),
    ...choices.routers.map((router) => part(router)),
    part("release"),
    ...METRICS_VALUES[choices.metrics].map((name) => part(name)),
  ];
}

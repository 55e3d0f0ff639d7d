import type {Metrics, Pipeline} from "../choices.ts";
import {advise} from "./advice.ts";
import {type Database, findDatabase} from "./database.ts";
import {type Dependencies, readDependencies} from "./dependencies/dependencies.ts";
import {findSecretKey, findVariables, type Variable} from "./environment.ts";
import type {Fact} from "./fact.ts";
import type {Files} from "./files.ts";
import {findHealth, type HealthFacts} from "./health/health.ts";
import {findMetrics} from "./metrics.ts";
import {findName} from "./name.ts";
import {findPipelines} from "./pipelines.ts";
import {chooseServer, type Served} from "./server/server.ts";
import {findSettings, type NotChosen, type SettingsSearch} from "./settings.ts";
import {type FoundStart, findStart} from "./start/find-start.ts";
import {toldSteps} from "./start/told-steps.ts";
import {findUndelivered, type Undelivered} from "./undelivered.ts";

/** What was inferred of a Django project, each from where. */
export interface Findings extends Served {
  /** The folder from which Python imports the project. */
  root: string;
  name: Fact;
  settings: Fact;
  /** Other settings modules that the project names. */
  otherSettings: NotChosen[];
  django?: Fact;
  health: HealthFacts;
  database?: Database;
  image?: Fact;
  whitenoise?: Fact;
  metrics: Fact<Metrics>;
  variables: Variable[];
  /** Which of them is Django's SECRET_KEY. */
  secretKey?: string;
  /** What would fit, and is not chosen unasked. */
  pipelines: Fact<Pipeline>[];
  undelivered: Undelivered[];
  advice: string[];
  /** What today's start does and the chart does not, or does elsewhere. */
  start: string[];
}

/** Reads a project without importing it. `folder` is its name, `root` as `findRoot` has it; without settings it is none. */
export function inspect(files: Files, root: string, folder: string): Findings | undefined {
  const start = findStart(files);
  const settings = findSettings(files, root, start);
  return settings.module && findings(files, root, folder, {...settings, module: settings.module}, start);
}

/** What is named as the settings module, and is not there. */
export function missingSettings(files: Files, root: string): Fact[] {
  const {module, others} = findSettings(files, root, findStart(files));
  return module ? [] : others;
}

function findings(
  files: Files,
  root: string,
  folder: string,
  settings: SettingsSearch & {module: Fact},
  start: FoundStart,
): Findings {
  const dependencies = readDependencies(files);
  const {says, isStarted, ...served} = chooseServer(files, root, settings.files, dependencies, start);
  const optional = findOptional(dependencies, start);
  const health = findHealth(files, root, settings.files, start.image);
  const {django, image} = optional;
  const {database, aliases} = findDatabase(files, settings.files, dependencies);
  const variables = findVariables(files, settings.files);
  const secretKey = findSecretKey(files, settings.files, variables);
  return {
    root,
    ...{name: findName(files, settings.module, folder), settings: settings.module, otherSettings: settings.others},
    ...{...served, health, ...optional, ...(database && {database})},
    metrics: findMetrics(dependencies),
    variables,
    ...(secretKey !== undefined && {secretKey}),
    pipelines: findPipelines(files),
    undelivered: findUndelivered(files, settings.files, dependencies),
    advice: advise(files, {settings, dependencies, isStarted, ...served, health, django, database, aliases, image}),
    start: [...toldSteps(start, served.python?.value ?? ["python"], requiredNames(variables)), ...says],
  };
}

function requiredNames(variables: Variable[]): string[] {
  return variables.filter(({isRequired}) => isRequired).map(({name}) => name);
}

type Optional = Pick<Findings, "django" | "image" | "whitenoise">;

function findOptional(dependencies: Dependencies, start: FoundStart): Optional {
  const django = dependencies.get("django");
  const whitenoise = dependencies.get("whitenoise");
  const image = start.image?.path;
  return {
    ...(django && {django: {value: django.value || "any", from: django.from}}),
    ...(whitenoise && {whitenoise: {value: whitenoise.value || "any", from: whitenoise.from}}),
    ...(image && {image: {value: image, from: image}}),
  };
}

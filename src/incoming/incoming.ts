import {probe} from "../apply/job.ts";
import type {Session} from "../apply/session.ts";
import type {ProbeFacts} from "../django/probe.ts";
import {risksOf} from "../django/risks.ts";
import {DjcdError, refusal} from "../errors.ts";
import type {ChartMetadata, HelmRelease, Values} from "../helm/helm-release.ts";
import {namedRoute} from "../observe/router-of.ts";
import type {Incoming} from "../plan/incoming.ts";
import type {RouterMove} from "../plan/move-router.ts";
import type {Version} from "../plan/step.ts";
import {personValues, slotBlock} from "../release/block.ts";
import {computedValues, imageOf, type Settings, type StrategySettings, settingsOf} from "../release/computed-values.ts";
import {existingSecrets} from "../release/existing-secrets.ts";
import {hasOnlyFieldsOf} from "../release/fields.ts";
import {slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, liveRelease, recordOf} from "../release/phase.ts";
import {unpinned} from "../release/ran.ts";
import {routerNamed} from "../routers/routers.ts";
import {movesOf} from "../strategies/strategies.ts";
import {refuseBadFiles, refuseBytes} from "../typed/bad-files.ts";
import {refuseBadValues} from "../typed/bad-values.ts";
import type {ChartRequest} from "../typed/chart-flags.ts";
import {baseValues, describeBase, refuseOwnKeys, type ValueFlags} from "../typed/value-flags.ts";
import {checkHandOver} from "./can-hand-over.ts";
import {givenChart, storedChart} from "./given-chart.ts";
import {findAnalysis, findSmoke, watchOf} from "./incoming-analysis.ts";
import {checkOwnTemplates, hooksOfFill, type RenderedParts, tellOfOwnIn} from "./own-templates.ts";
import {refuseRejected} from "./refuse-rejected.ts";
import {findMove} from "./router-move.ts";
import {whichIsSame} from "./same-version.ts";
import {settingsOnly} from "./settings-only.ts";

/** What a person typed after `upgrade`. */
export interface UpgradeRequest {
  readonly chart: ChartRequest | undefined;
  readonly values: ValueFlags;
  readonly strategy: string | undefined;
  readonly steps: readonly number[] | undefined;
  readonly pause: string | undefined;
  /** Whether anything of its strategy was typed. */
  readonly asksStrategy: boolean;
  readonly asksImage: boolean;
  /** Whether a version that was rejected may come again. */
  readonly again: boolean;
}

/** Finds out everything about the version that a person wants: values, chart, whether it is new, its migrations. */
export async function findIncoming(
  session: Session,
  observation: Observation,
  request: UpgradeRequest,
): Promise<Incoming> {
  const resolved = await resolve(session, observation, request);
  const {version, metadata, settings, computed} = resolved;
  const move = await findMove(session, observation, version, settings, request.pause);
  if (move) return moveAlone(move, request, settings);
  const asked = strategyFor(observation, request, resolved);
  const same = await whichIsSame(session, observation, version, metadata);
  const strategy = (same === "candidate" && !request.asksStrategy && recordOf(observation).strategy) || asked;
  const moves = movesOf(strategy);
  if (same !== "live") await checkHandOver(session, observation);
  if (!same && !request.again) await refuseRejected(session, observation, version, metadata);
  const analysis = same === "live" ? undefined : await findAnalysis(session, observation, moves, metadata, computed);
  const smoke = findSmoke(session, observation, settings.router, computed);
  const adjusted = same ? undefined : await settingsOnly(session, observation, version, settings);
  const isNew = !same && !adjusted;
  const parts = isNew || same === "filled" ? await checkOwnTemplates(session, observation, version) : undefined;
  const hooks = parts && hooksOfFill(observation, parts);
  const facts = parts && request.asksImage ? await askImage(session, observation, version) : undefined;
  const pending = facts?.pending.map(({name}) => name);
  return {
    ...{same, settings: adjusted, strategy, moves, analysis, smoke, pending, watch: watchOf(moves, computed, smoke)},
    version: {...version, isValidated: isNew && rendersKnownFields(observation, parts)},
    hooks: hooks?.run ?? [],
    risks: risksOf(facts?.pending ?? []),
    migrationSeconds: settings.migrationSeconds,
    says: [
      describeBase(request.values),
      ...(adjusted ? [] : [describePending(pending)]),
      ...(parts ? tellOfOwnIn(parts) : []),
      ...(hooks?.says ?? []),
    ],
  };
}

/** The version that is live, by another router: no traffic moves between versions. */
function moveAlone(move: RouterMove, {values}: UpgradeRequest, {migrationSeconds, strategy}: Settings): Incoming {
  const none = {same: undefined, moves: [], pending: undefined, risks: []};
  return {...none, version: move.version, strategy, migrationSeconds, says: [describeBase(values)], move};
}

/** How traffic is to move, if the route of this release can move so. */
function strategyFor(
  observation: Observation,
  request: UpgradeRequest,
  {settings, computed}: Resolved,
): StrategySettings {
  refuseOtherRoute(observation, settings, computed);
  const {strategy} = withFlags(settings, request);
  refuseIdlePause(strategy, request);
  refuseShares(settings, movesOf(strategy));
  return strategy;
}

/** Whether Helm has validated each field of it in a release that it made. */
function rendersKnownFields(observation: Observation, parts: RenderedParts | undefined): boolean {
  return parts !== undefined && hasOnlyFieldsOf(parts.live.manifest, liveRelease(observation).manifest);
}

function askImage(session: Session, observation: Observation, version: Version): Promise<ProbeFacts> {
  return probe(session, slotRelease(observation.release, idleSlot(observation)), version);
}

function describePending(pending: readonly string[] | undefined): string {
  if (!pending) return "migrations: not looked at";
  return pending.length === 0 ? "migrations: none pending" : `migrations: ${pending.join(", ")}`;
}

interface Resolved {
  readonly version: Version;
  readonly metadata: ChartMetadata;
  readonly settings: Settings;
  /** All values, those of the chart under those of the person. */
  readonly computed: Values;
}

async function resolve(
  session: Session,
  observation: Observation,
  {chart, values: flags}: UpgradeRequest,
): Promise<Resolved> {
  const live = liveRelease(observation);
  const {source, metadata, defaults, schema} = chart ? await givenChart(session, chart, live) : storedChart(live);
  await refuseBadFiles(session.context, flags.files);
  await refuseBytes(session.context, flags.setFiles);
  const values = await session.helm.mergeValues(baseValues(flags, await heldValues(session, live, flags)), flags.flags);
  refuseOwnKeys(values);
  const computed = computedValues(defaults, values);
  refuseBadValues({schema, defaults, live: live.values}, values);
  const version = {
    chart: source,
    chartName: `${metadata.name}-${metadata.version}`,
    image: imageOf(defaults, values),
    isValidated: false,
    secrets: existingSecrets({values: defaults}, values),
    ...{values, defaults},
  };
  return {version, metadata, settings: settingsOf({values: defaults}, values), computed};
}

/** Whoever names an image means that one, and not the digest that a rollback brought back. */
async function heldValues({helm}: Session, live: HelmRelease, {flags}: ValueFlags): Promise<Values> {
  const held = personValues(live.values);
  const {pinned} = slotBlock(live);
  if (pinned === undefined || flags.length === 0) return held;
  const given = await helm.mergeValues(undefined, flags);
  return given.image === undefined ? held : unpinned(pinned, held);
}

function withFlags(settings: Settings, {strategy, steps, pause}: UpgradeRequest): Settings {
  const type = strategy ?? (steps ? "canary" : settings.strategy.type);
  return {
    ...settings,
    strategy: {type, steps: steps ?? settings.strategy.steps, pause: pause ?? settings.strategy.pause},
  };
}

function refuseIdlePause({type}: StrategySettings, {pause}: UpgradeRequest): void {
  if (pause === undefined || type !== "blue-green") return;
  throw new DjcdError("--pause is for a canary, and this rollout is blue/green. To make it one: --strategy canary");
}

/** The weights of a rollout are on one route from its first share to its end. */
function refuseOtherRoute(observation: Observation, {router}: Settings, values: Values): void {
  const [now, given] = [namedRoute(observation)?.name, routerNamed(router).named?.(values).name];
  if (now === given) return;
  throw refusal(
    `route.existing: ${given} in the new values, ${now} in what is live. The route cannot change within a rollout: keep route.existing: ${now}`,
  );
}

function refuseShares({router}: Settings, moves: Incoming["moves"]): void {
  const share = moves.find((move) => "weight" in move && move.weight > 0 && move.weight < 100);
  if (!share || routerNamed(router).weights) return;
  throw refusal(
    `router ${router} can only hold 0 % or 100 %, no canary. Type: --strategy blue-green, or set router: gateway-api`,
  );
}

import * as yaml from "js-yaml";
import {probe} from "../apply/job.ts";
import type {Session} from "../apply/session.ts";
import {risksOf} from "../django/risks.ts";
import {refusal} from "../errors.ts";
import type {Version} from "../plan/step.ts";
import type {Incoming} from "../plan/upgrade.ts";
import {personValues} from "../release/block.ts";
import {chartFiles, refuseSubcharts} from "../release/chart-files.ts";
import {imageOf, type Settings, settingsOf} from "../release/computed-values.ts";
import type {ChartMetadata, Values} from "../release/helm-release.ts";
import {slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, liveRelease, recordOf} from "../release/phase.ts";
import {routerOf} from "../release/router-of.ts";
import {routerNamed} from "../routers/routers.ts";
import {movesOf} from "../strategies/strategies.ts";
import {type ChartRequest, findChart} from "./chart-flags.ts";
import {checkOwnTemplates} from "./own-templates.ts";
import {refuseRejected} from "./refuse-rejected.ts";
import {whichIsSame} from "./same-version.ts";
import {settingsOnly} from "./settings-only.ts";
import {baseValues, describeBase, refuseOwnKeys, type ValueFlags} from "./value-flags.ts";

/** What a person typed after `upgrade`. */
export interface UpgradeRequest {
  readonly chart: ChartRequest | undefined;
  readonly values: ValueFlags;
  readonly strategy: string | undefined;
  readonly steps: readonly number[] | undefined;
  readonly pause: string | undefined;
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
  const {version, metadata, settings} = await resolve(session, observation, request);
  refuseOtherRouter(observation, settings);
  const same = await whichIsSame(session, observation, version, metadata);
  if (!same && !request.again) await refuseRejected(session, observation, version, metadata);
  const moves = movesOf(withFlags(settings, request).strategy);
  refuseShares(settings, moves);
  const adjusted = same ? undefined : await settingsOnly(session, observation, version, settings);
  if (!same && !adjusted) await checkOwnTemplates(session, observation, version);
  const looked = same === "live" || same === "candidate" || adjusted !== undefined || !request.asksImage;
  const facts = looked
    ? undefined
    : await probe(session, slotRelease(observation.release, idleSlot(observation)), version);
  const pending = facts?.pending.map(({name}) => name);
  return {
    version,
    same,
    settings: adjusted,
    moves,
    pending,
    risks: risksOf(facts?.pending ?? []),
    migrationSeconds: settings.migrationSeconds,
    why: `#${recordOf(observation).number + 1}: ${version.image}`,
    says: [describeBase(request.values), ...(adjusted ? [] : [describePending(pending)])],
  };
}

function describePending(pending: readonly string[] | undefined): string {
  if (!pending) return "migrations: not looked at";
  return pending.length === 0 ? "migrations: none pending" : `migrations: ${pending.join(", ")}`;
}

interface Resolved {
  readonly version: Version;
  readonly metadata: ChartMetadata;
  readonly settings: Settings;
}

async function resolve(
  {helm, context}: Session,
  observation: Observation,
  {chart: wanted, values: flags}: UpgradeRequest,
): Promise<Resolved> {
  const live = liveRelease(observation);
  const values = await helm.mergeValues(baseValues(flags, personValues(live.values)), flags.flags);
  refuseOwnKeys(values);
  const chart = wanted && (await findChart(context, helm, wanted));
  const source = chart ?? chartFiles(live.chart);
  const metadata = chart ? (yaml.load(await helm.chartMetadata(chart)) as ChartMetadata) : live.chart.metadata;
  refuseSubcharts(metadata);
  const defaults = chart ? ((yaml.load(await helm.chartDefaults(chart)) ?? {}) as Values) : live.chart.values;
  const version = {
    chart: source,
    chartName: `${metadata.name}-${metadata.version}`,
    image: imageOf(defaults, values),
    values,
  };
  return {version, metadata, settings: settingsOf({values: defaults}, values)};
}

function withFlags(settings: Settings, {strategy, steps, pause}: UpgradeRequest): Settings {
  const type = strategy ?? (steps ? "canary" : settings.strategy.type);
  return {
    ...settings,
    strategy: {type, steps: steps ?? settings.strategy.steps, pause: pause ?? settings.strategy.pause},
  };
}

function refuseOtherRouter(observation: Observation, {router}: Settings): void {
  const live = liveRelease(observation);
  const now = settingsOf(live.chart, live.values).router;
  if (routerOf(observation) === routerNamed(router)) return;
  throw refusal(
    `router: ${router} in the new values, ${now} in what is live. The route cannot change within a rollout: keep router: ${now}`,
  );
}

function refuseShares({router}: Settings, moves: Incoming["moves"]): void {
  const share = moves.find((move) => "weight" in move && move.weight > 0 && move.weight < 100);
  if (!share || routerNamed(router).weights) return;
  throw refusal(
    `router ${router} can only hold 0 % or 100 %, no canary. Type: --strategy blue-green, or set router: gateway-api`,
  );
}

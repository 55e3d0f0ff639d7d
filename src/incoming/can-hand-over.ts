import type {Session} from "../apply/session.ts";
import {DjcdError, refusal} from "../errors.ts";
import {chartFiles} from "../helm/chart-files.ts";
import {blockOf, frontValues, partOf, slotValues} from "../release/block.ts";
import {slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {badValues, listed} from "../typed/bad-values.ts";
import {storedChart} from "./given-chart.ts";

/**
 * Refuses a plain release that would not come through the hand-over: its own chart may refuse its own values, where it
 * was installed past the schema. Once begun, a hand-over ends only forwards.
 */
export async function checkHandOver({helm}: Session, observation: Observation): Promise<void> {
  const {front, release} = observation;
  if (partOf(front) !== "all") return;
  const {schema, defaults} = storedChart(front);
  const errors = badValues({schema, defaults, live: front.values}, front.values);
  if (errors.length > 0) throw refusal(unfit(release, `its values are not what its chart knows:\n${listed(errors)}`));
  const record = recordOf(observation);
  const parts = [
    [slotRelease(release, record.live), slotValues(front.values, blockOf(0, undefined), 1)],
    [release, frontValues(front, record, 1)],
  ] as const;
  await Promise.all(parts.map(([name, values]) => helm.template(name, chartFiles(front.chart), values))).catch(
    (error: unknown) => {
      throw error instanceof DjcdError ? refusal(unfit(release, `${error.message}\n`)) : error;
    },
  );
}

function unfit(release: string, why: string): string {
  return (
    `what is live of ${release} cannot become a slot: ${why}` +
    `Correct that with plain Helm first, with all of your values: helm upgrade ${release} CHART --reset-values -f FILE`
  );
}

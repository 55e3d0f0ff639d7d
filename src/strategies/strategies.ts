import {DjcdError} from "../errors.ts";
import type {StrategySettings} from "../release/computed-values.ts";
import {seconds} from "./duration.ts";
import type {Move} from "./moves.ts";

/** From settings to moves. */
type Strategy = (settings: StrategySettings) => readonly Move[];

/** The candidate takes no traffic until a person promotes it. */
const blueGreen: Strategy = () => [{weight: 0}, {pause: undefined}, {weight: 100}];

/** The candidate's share grows step by step, with a pause after each but the last. */
const canary: Strategy = ({steps, pause}) => {
  const wait: Move = {pause: pause === "" ? undefined : seconds(pause)};
  return steps.flatMap((weight) => (weight === 100 ? [{weight}] : [{weight}, wait]));
};

const STRATEGIES = {"blue-green": blueGreen, canary} as const satisfies Record<string, Strategy>;

/** What can be asked for. */
export const STRATEGY_NAMES: readonly string[] = Object.keys(STRATEGIES);

/** The moves of a rollout with these settings. */
export function movesOf(settings: StrategySettings): readonly Move[] {
  refuseBadSteps(settings.steps);
  const strategy = (STRATEGIES as Record<string, Strategy>)[settings.type];
  if (strategy) return strategy(settings);
  throw new DjcdError(`strategy ${settings.type} is unknown. Known: ${STRATEGY_NAMES.join(", ")}`);
}

function refuseBadSteps(steps: readonly number[]): void {
  const ascending = steps.every(
    (step, index) => Number.isInteger(step) && step >= 0 && step > (steps[index - 1] ?? -1),
  );
  if (ascending && steps.at(-1) === 100) return;
  throw new DjcdError(`steps ${steps.join(",")}: whole numbers that rise and end at 100 are needed, as in 5,25,50,100`);
}

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

function isStrategy(name: string): name is keyof typeof STRATEGIES {
  return name in STRATEGIES;
}

/** The moves of a rollout with these settings. */
export function movesOf(settings: StrategySettings): readonly Move[] {
  const {type, steps} = settings;
  if (!areSteps(steps))
    throw new DjcdError(
      `steps ${steps.join(",")}: whole numbers that rise and end at 100 are needed, as in 5,25,50,100`,
    );
  if (isStrategy(type)) return STRATEGIES[type](settings);
  throw new DjcdError(`strategy ${type} is unknown. Known: ${STRATEGY_NAMES.join(", ")}`);
}

/** Whether these can be the weights of a canary: whole numbers that rise, and end at 100. */
export function areSteps(steps: readonly number[]): boolean {
  const rise = steps.every((step, index) => Number.isInteger(step) && step >= 0 && step > (steps[index - 1] ?? -1));
  return rise && steps.at(-1) === 100;
}

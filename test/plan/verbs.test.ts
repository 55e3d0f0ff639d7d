import {describe, expect, test} from "vitest";
import type {Incoming} from "../../src/plan/incoming.ts";
import type {Observation} from "../../src/release/observation.ts";
import {
  candidateAt,
  handOverKilledAfter,
  killed,
  stable,
  stableAtZero,
  unmanaged,
  warm,
} from "../fixtures/worlds/worlds.ts";
import {outcome, VERBS, type Verb} from "./outcome.ts";

// "What each verb does in each phase" of the design, and what is left to do after a kill at each point.

const HAND_OVER = "await-jobs, keep blue, adopt blue, become-front, prune-unmanaged, unkeep blue";
const UNMARK = "prune-unmanaged, unkeep blue";
const CANARY = "blue=75/green=25, pause 120, ready green, blue=50/green=50, pause 120, ready green, blue=0/green=100";
const CANARY_TO_BLUE =
  "blue=25/green=75, pause 120, ready blue, blue=50/green=50, pause 120, ready blue, blue=100/green=0";
const RELEASE_1 = `fill green #1, scale-up green, ready green, ${CANARY}`;
const RELEASE_2 = `fill green #2, scale-up green, ready green, ${CANARY}`;
const RELEASE_2_TO_BLUE = `fill blue #2, scale-up blue, ready blue, ${CANARY_TO_BLUE}`;
const RELEASE_3_TO_BLUE = `fill blue #3, scale-up blue, ready blue, ${CANARY_TO_BLUE}`;
const GREEN_DOWN = "drain green, prune green, scale-down green";
const BLUE_DOWN = "drain blue, prune blue, scale-down blue";
const BACK_TO_0 = "fill blue #2, scale-up blue, ready blue, blue=100/green=0";

const NOTHING_NEW = "says: shop: nothing new, this version with these values is live already";
const NO_SHIFT = "refused: shop has no candidate to shift traffic to. Release one: helm djcd upgrade shop CHART";
const NO_PROMOTE = "refused: shop has no candidate to promote. Release one: helm djcd upgrade shop CHART";
const NOTHING_BEFORE = "refused: shop has no version before this one to go back to";
const PLAIN = "refused: shop is a plain Helm release, no rollout has been made yet. Type: helm rollback shop";
const LIVE_STAYS = "says: the way back: the version that is live keeps all traffic";
const STILL_OUT = "refused: #1 is still a candidate. Type: helm djcd promote shop, or: helm djcd rollback shop";

interface Row {
  readonly world: Observation;
  /** What `again` is found to be the same as; live if not given. */
  readonly same?: Incoming["same"];
  readonly plans: Readonly<Record<Verb, string>>;
}

const unmanagedPlans: Row["plans"] = {
  upgrade: `${HAND_OVER}, ${RELEASE_1}`,
  again: NOTHING_NEW,
  "shift 25": NO_SHIFT,
  promote: NO_PROMOTE,
  rollback: PLAIN,
  finish: "says: shop: nothing to finish, no rollout has been made yet",
  "way back": LIVE_STAYS,
};

const stableAtZeroPlans: Row["plans"] = {
  upgrade: RELEASE_1,
  again: NOTHING_NEW,
  "shift 25": NO_SHIFT,
  promote: NO_PROMOTE,
  rollback: NOTHING_BEFORE,
  finish: "says: shop: nothing to finish, no rollout is out",
  "way back": LIVE_STAYS,
};

const markedPlans: Row["plans"] = {...stableAtZeroPlans, upgrade: `${UNMARK}, ${RELEASE_1}`, finish: UNMARK};

const stablePlans: Row["plans"] = {...stableAtZeroPlans, upgrade: RELEASE_2_TO_BLUE, rollback: BACK_TO_0};

const candidatePlans: Row["plans"] = {
  upgrade: `blue=100, ${GREEN_DOWN}, ${RELEASE_2}`,
  again: "ready green, pause 120, ready green, blue=50/green=50, pause 120, ready green, blue=0/green=100",
  "shift 25": "ready green, blue=75/green=25",
  promote: "ready green, blue=0/green=100",
  rollback: `blue=100, ${GREEN_DOWN}`,
  finish: STILL_OUT,
  "way back": `blue=100, ${GREEN_DOWN}`,
};

const PHASES: Readonly<Record<string, Row>> = {
  unmanaged: {world: unmanaged, plans: unmanagedPlans},
  "stable, no rollout made": {world: stableAtZero, plans: stableAtZeroPlans},
  "stable, #1 live": {world: stable, plans: stablePlans},
  "candidate at 0": {
    world: candidateAt(0),
    same: "candidate",
    plans: {...candidatePlans, again: `ready green, ${CANARY}`},
  },
  "candidate at 25": {world: candidateAt(25), same: "candidate", plans: candidatePlans},
  "candidate at 99": {
    world: candidateAt(99),
    same: "candidate",
    plans: {...candidatePlans, again: "ready green, pause 120, ready green, blue=0/green=100"},
  },
  "candidate, and what is live is asked for again": {
    world: candidateAt(25),
    same: "live",
    plans: {
      ...candidatePlans,
      again:
        "refused: this is the version that is live, and another one is being released. To withdraw that: helm djcd rollback shop",
    },
  },
  warm: {
    world: warm,
    plans: {
      upgrade: `green=100, ${BLUE_DOWN}, ${RELEASE_2_TO_BLUE}`,
      again: NOTHING_NEW,
      "shift 25": NO_SHIFT,
      promote: "says: #1 is live already",
      rollback: `scale-up blue, ready blue, blue=100, ${GREEN_DOWN}`,
      finish: `green=100, ${BLUE_DOWN}`,
      "way back": LIVE_STAYS,
    },
  },
};

const AFTER_A_KILL: Readonly<Record<string, Row>> = {
  "hand-over, after await-jobs": {world: handOverKilledAfter["await-jobs"], plans: unmanagedPlans},
  "hand-over, after keep": {world: handOverKilledAfter.keep, plans: unmanagedPlans},
  "hand-over, after adopt": {world: handOverKilledAfter.adopt, plans: unmanagedPlans},
  "hand-over, after become-front": {world: handOverKilledAfter["become-front"], plans: markedPlans},
  "hand-over, after prune-unmanaged": {world: handOverKilledAfter["prune-unmanaged"], plans: markedPlans},
  "hand-over, after unkeep": {world: handOverKilledAfter.unkeep, plans: stableAtZeroPlans},
  "upgrade, green filled and not listed": {
    world: killed["upgrade, green filled and not listed"],
    same: "filled",
    plans: {
      ...stableAtZeroPlans,
      upgrade: `${GREEN_DOWN}, ${RELEASE_2}`,
      again: `scale-up green, ready green, ${CANARY}`,
      // Its number is taken: what is told of it is not told of another one.
      rollback: `blue=100, ${GREEN_DOWN}`,
      finish: GREEN_DOWN,
      "way back": GREEN_DOWN,
    },
  },
  "upgrade, first weight on the route and not recorded": {
    world: killed["upgrade, first weight on the route and not recorded"],
    same: "filled",
    plans: {
      ...stableAtZeroPlans,
      upgrade: `blue=100, ${GREEN_DOWN}, ${RELEASE_2}`,
      again: `scale-up green, ready green, ${CANARY}`,
      rollback: `blue=100, ${GREEN_DOWN}`,
      finish: `blue=100, ${GREEN_DOWN}`,
      "way back": `blue=100, ${GREEN_DOWN}`,
    },
  },
  "promote, route moved and not recorded": {
    world: killed["promote, route moved and not recorded"],
    same: "candidate",
    plans: candidatePlans,
  },
  "rollback of a candidate, before scale-down": {
    world: killed["rollback of a candidate, before scale-down"],
    plans: {
      ...stableAtZeroPlans,
      upgrade: `${GREEN_DOWN}, ${RELEASE_2}`,
      rollback: GREEN_DOWN,
      finish: GREEN_DOWN,
      "way back": GREEN_DOWN,
    },
  },
  "finish, before scale-down": {
    world: killed["finish, before scale-down"],
    plans: {
      ...stablePlans,
      upgrade: `${BLUE_DOWN}, ${RELEASE_2_TO_BLUE}`,
      rollback: `${BLUE_DOWN}, ${BACK_TO_0}`,
      finish: BLUE_DOWN,
    },
  },
  "rollback to an older version, blue filled and not listed": {
    world: killed["rollback to an older version, blue filled and not listed"],
    plans: {
      ...stablePlans,
      upgrade: `${BLUE_DOWN}, ${RELEASE_3_TO_BLUE}`,
      rollback: "scale-up blue, ready blue, blue=100/green=0",
      finish: BLUE_DOWN,
      "way back": BLUE_DOWN,
    },
  },
  "rollback to an older version, route moved and not recorded": {
    world: killed["rollback to an older version, route moved and not recorded"],
    plans: {
      ...stablePlans,
      upgrade: `green=100, ${BLUE_DOWN}, ${RELEASE_3_TO_BLUE}`,
      rollback: "scale-up blue, ready blue, blue=100/green=0",
      finish: `green=100, ${BLUE_DOWN}`,
      "way back": `green=100, ${BLUE_DOWN}`,
    },
  },
};

const verbs = Object.keys(VERBS) as Verb[];

describe.each(Object.entries(PHASES))("in phase %s", (_, {world, same = "live", plans}) => {
  test.each(verbs)("%s", (verb) => expect(outcome(() => VERBS[verb](world, same))).toBe(plans[verb]));
});

describe.each(Object.entries(AFTER_A_KILL))("after a kill in %s", (_, {world, same = "live", plans}) => {
  test.each(verbs)("%s", (verb) => expect(outcome(() => VERBS[verb](world, same))).toBe(plans[verb]));
});

test.each(Object.keys(killed))("the world that is killed in %s has a row of its own", (name) => {
  expect(Object.keys(AFTER_A_KILL)).toContain(name);
});

import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {listedSlots, type Traffic} from "../release/block.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {Router} from "../routers/router.ts";
import {type Answer, askWhoAnswers, type Entrance} from "./ask-answers.ts";

/** What the answers of a site tell of its weights. */
export interface Followed {
  readonly readiness: Readiness;
  /** The slot that is answered for with an error of the data plane, and with which. */
  readonly unserved: string | undefined;
}

/** In turn each would wait for the one before it. */
const ASKED_AT_ONCE = 10;

/** All of one slot: ten answers. A share: the header leads to each slot, and each slot with weight is seen without it. */
export async function answersFollow(
  entrance: Entrance,
  {leadsByHeader}: Pick<Router, "leadsByHeader">,
  traffic: Traffic,
): Promise<Followed> {
  const listed = listedSlots(traffic);
  const led = leadsByHeader && listed.length > 1 ? await askEach(entrance, listed) : [];
  const strayed = strayedFrom(listed, led);
  if (strayed) return {readiness: waiting(strayed), unserved: undefined};
  const weighted = SLOTS.filter((slot) => (traffic[slot] ?? 0) > 0);
  const answers = weighted.length === 1 ? await ask(entrance) : await askUntil(entrance, weighted);
  return {readiness: weightsSeen(weighted, answers), unserved: unservedIn([...led, ...answers])};
}

function askEach(entrance: Entrance, slots: readonly Slot[]): Promise<Answer[]> {
  return Promise.all(slots.map((slot) => askWhoAnswers(entrance, slot)));
}

function strayedFrom(listed: readonly Slot[], led: readonly Answer[]): string | undefined {
  const strayed = led.findIndex(({slot}, index) => slot !== listed[index]);
  return strayed < 0 ? undefined : `a request for ${listed[strayed]} is answered by ${led[strayed]?.slot ?? "nobody"}`;
}

function weightsSeen(weighted: readonly Slot[], answers: readonly Answer[]): Readiness {
  const seen = new Set(answers.map(({slot}) => slot ?? "nobody"));
  const wrong = [...seen].find((slot) => !weighted.includes(slot as Slot));
  if (wrong !== undefined) return waiting(`answers still come from ${wrong}`);
  const missing = weighted.find((slot) => !seen.has(slot));
  return missing ? waiting(`no answer comes from ${missing} yet`) : READY;
}

/** What a proxy says that has nobody to ask, or asks in vain. */
const OF_DATA_PLANE = [502, 503, 504];

function unservedIn(answers: readonly Answer[]): string | undefined {
  const found = answers.find(({slot, status}) => slot !== undefined && OF_DATA_PLANE.includes(status));
  return found && `${found.slot} answers ${found.status}`;
}

function ask(entrance: Entrance): Promise<Answer[]> {
  return Promise.all(Array.from({length: ASKED_AT_ONCE}, () => askWhoAnswers(entrance, undefined)));
}

/** Asks until each slot was seen, at most 200 times: at one percent a slot is missed in one of eight such looks. */
async function askUntil(entrance: Entrance, slots: readonly Slot[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < 200 && !slots.every((slot) => answers.some((answer) => answer.slot === slot)))
    answers.push(...(await ask(entrance)));
  return answers;
}

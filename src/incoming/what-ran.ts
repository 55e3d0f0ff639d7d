import type {Session} from "../apply/session.ts";
import {readLedger} from "../observe/read-ledger.ts";
import type {Older} from "../plan/rollback.ts";
import {computedValues, imageOf} from "../release/computed-values.ts";
import {type Entry, entriesIn} from "../release/ledger.ts";
import type {Observation} from "../release/observation.ts";
import {buildText, digestOf, isExact, isMoved, pinnedTo, ranOf} from "../release/ran.ts";

/** An older version as it ran: by its digest, where a registry has that; else it is told what may come in its place. */
export async function asItRan(session: Session, observation: Observation, older: Older): Promise<Older> {
  const {version} = older;
  if (isExact(version.defaults, version.values)) return older;
  return withWhatRan(older, await entriesOfAll(session, observation));
}

/** Pure: the version, what is said of its image, and what is asked. */
export function withWhatRan(older: Older, entries: readonly Entry[]): Older {
  const {number, version} = older;
  const {image} = version;
  const ran = ranOf(entries, number);
  const tag = `what ${image} is today`;
  if (!ran) return {...older, says: [`which build of ${image} ran in #${number} is not known: ${tag} comes back`]};
  const digest = digestOf(ran);
  if (digest) return pinned(older, digest);
  const known = `${image} ran in #${number} as ${buildText(ran)}, which no registry can be asked for: ${tag} comes back`;
  if (!isMoved(entries, ran.image)) return {...older, says: [known]};
  const text = `${known}, and it was another build since. Go on?`;
  return {...older, questions: [{kind: "build", name: image, text}]};
}

function pinned(older: Older, digest: string): Older {
  const {version, number} = older;
  const values = pinnedTo(digest, version.values);
  const image = imageOf(version.defaults, values);
  const says = [`${image} is what ran in #${number} as ${tagOf(version.defaults, version.values)}`];
  return {...older, version: {...version, values, image, pinned: digest}, says};
}

function tagOf(...[defaults, values]: Parameters<typeof computedValues>): string {
  return `${(computedValues(defaults, values).image as {tag?: string} | undefined)?.tag}`;
}

/** Where the ledger cannot be read, nothing is known: no reason to stay. */
async function entriesOfAll({api, namespace}: Session, {release}: Observation): Promise<readonly Entry[]> {
  const ledger = await readLedger(api, namespace, release).catch(() => undefined);
  return ledger ? entriesIn(ledger) : [];
}

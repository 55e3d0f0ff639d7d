import {type Answer, judge, type Kind, type Verdict} from "./outcome.ts";
import type {Failure, KindReport, PhaseReport, Report, Seen} from "./report.ts";

const FAILURES_KEPT = 1000;

interface KindCount {
  failed: number;
  slow: number;
  /** Of each answer that was good. */
  milliseconds: number[];
}

interface Phase {
  name: string;
  startedAt: number;
  kinds: Map<Kind, KindCount>;
  versions: Map<string, number>;
  slots: Map<string, number>;
}

/** Counts answers, each in the phase in which it came. */
export class Tally {
  readonly #startedAt: number;
  readonly #email: string;
  readonly #phases: Phase[];
  readonly #failures: Failure[] = [];
  readonly #versions = new Map<string, Seen>();
  readonly #slots = new Map<string, Seen>();
  #accepted = 0;
  #uncertain = 0;

  constructor(email: string, firstPhase: string, now: number) {
    this.#email = email;
    this.#startedAt = now;
    this.#phases = [newPhase(firstPhase, now)];
  }

  mark(name: string, now: number): void {
    this.#phases.push(newPhase(name, now));
  }

  add(kind: Kind, answer: Answer): Verdict {
    const phase = this.#phases.at(-1) as Phase;
    const verdict = judge(kind, answer);
    count(kindOf(phase, kind), verdict, answer);
    if (verdict.is === "failed") this.#addFailure(failureOf(kind, phase.name, verdict.reason, answer));
    if (kind === "order") this.#addOrder(verdict);
    this.#see(phase, answer);
    return verdict;
  }

  report(now: number, inFlight: number): Report {
    return {
      startedAt: this.#startedAt,
      endedAt: now,
      phases: this.#phases.map((phase, index) => phaseReport(phase, this.#phases[index + 1]?.startedAt ?? now)),
      failures: [...this.#failures],
      versions: Object.fromEntries(this.#versions),
      slots: Object.fromEntries(this.#slots),
      orders: {email: this.#email, accepted: this.#accepted, uncertain: this.#uncertain},
      inFlight,
    };
  }

  #addFailure(failure: Failure): void {
    if (this.#failures.length < FAILURES_KEPT) this.#failures.push(failure);
  }

  #addOrder(verdict: Verdict): void {
    if (verdict.is === "ok") this.#accepted += 1;
    else this.#uncertain += 1;
  }

  #see(phase: Phase, {version, slot, sentAt, endedAt}: Answer): void {
    if (version !== undefined) see(this.#versions, phase.versions, version, sentAt, endedAt);
    if (slot !== undefined) see(this.#slots, phase.slots, slot, sentAt, endedAt);
  }
}

function newPhase(name: string, startedAt: number): Phase {
  return {name, startedAt, kinds: new Map(), versions: new Map(), slots: new Map()};
}

function kindOf(phase: Phase, kind: Kind): KindCount {
  const known = phase.kinds.get(kind) ?? {failed: 0, slow: 0, milliseconds: []};
  phase.kinds.set(kind, known);
  return known;
}

function count(kind: KindCount, verdict: Verdict, answer: Answer): void {
  if (verdict.is === "ok") kind.milliseconds.push(answer.endedAt - answer.sentAt);
  else kind[verdict.is] += 1;
}

function failureOf(kind: Kind, phase: string, reason: string, answer: Answer): Failure {
  const {endedAt, sentAt, reused, version, slot} = answer;
  const failure: Failure = {kind, at: endedAt, phase, reason, afterMilliseconds: endedAt - sentAt, reused};
  return {...failure, ...(version !== undefined && {version}), ...(slot !== undefined && {slot})};
}

function see(seen: Map<string, Seen>, counts: Map<string, number>, who: string, sentAt: number, endedAt: number): void {
  const before = seen.get(who);
  seen.set(who, {
    answeredAt: Math.max(endedAt, before?.answeredAt ?? 0),
    sentAt: Math.max(sentAt, before?.sentAt ?? 0),
  });
  counts.set(who, (counts.get(who) ?? 0) + 1);
}

function phaseReport({name, startedAt, kinds, versions, slots}: Phase, endedAt: number): PhaseReport {
  return {
    name,
    seconds: (endedAt - startedAt) / 1000,
    kinds: Object.fromEntries([...kinds].map(([kind, counted]) => [kind, kindReport(counted)])),
    versions: Object.fromEntries(versions),
    slots: Object.fromEntries(slots),
  };
}

function kindReport({failed, slow, milliseconds}: KindCount): KindReport {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return {ok: sorted.length, failed, slow, p50: at(0.5), p99: at(0.99), max: at(1)};
}

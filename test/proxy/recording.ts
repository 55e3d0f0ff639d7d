import {isWrite, type Sent, sentBy, type Write} from "./request.ts";

/** Of a write: before the API server hears of it, when it has done it, when the answer was passed on. */
export type Moment = "before" | "done" | "answered";

/**
 * Is told each moment of each write. Where it says `gone`, the sender is dead and nothing more is passed; `refused`,
 * before it is done, is what an admission or a missing right says.
 */
export type Watch = (write: Write, moment: Moment) => Verdict | Promise<Verdict>;

export type Verdict = "gone" | "refused" | undefined;

/** Everything that was sent since the record was begun. */
export class Recording {
  readonly sent: Sent[] = [];
  readonly writes: Write[] = [];
  /** When the first request came, in milliseconds of the epoch. */
  begun?: number;
  readonly #watch: Watch;

  constructor(watch: Watch = () => undefined) {
    this.#watch = watch;
  }

  /** Notes a request; the number of a write comes back. */
  note(method: string, url: string, userAgent: string | undefined): Write | undefined {
    this.begun ??= Date.now();
    const sent = sentBy(method, url, userAgent);
    this.sent.push(sent);
    if (!isWrite(method, url)) return undefined;
    const write = {...sent, number: this.writes.length + 1};
    this.writes.push(write);
    return write;
  }

  async reached(write: Write | undefined, moment: Moment): Promise<Verdict> {
    return write && this.#watch(write, moment);
  }

  /** Requests of each method. */
  counts(): Readonly<{[method: string]: number}> {
    const methods = [...new Set(this.sent.map(({method}) => method))].sort();
    return Object.fromEntries(
      methods.map((method) => [method, this.sent.filter((one) => one.method === method).length]),
    );
  }
}

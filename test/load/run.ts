import {Agent} from "node:http";
import {setTimeout as sleep} from "node:timers/promises";
import {Connections} from "./connections.ts";
import {placeOrder} from "./customer.ts";
import type {Settings} from "./options.ts";
import type {Kind, Verdict} from "./outcome.ts";
import {pace} from "./pace.ts";
import type {Report} from "./report.ts";
import {ask} from "./request.ts";
import {Tally} from "./tally.ts";

const PAUSE_AFTER_FAILURE = 250;

/** The load itself, in this process. */
export class Run {
  readonly #settings: Settings;
  readonly #tally: Tally;
  readonly #connections: Connections;
  readonly #fresh = new Agent({keepAlive: false});
  readonly #inFlight = new Set<Promise<unknown>>();
  #stops: (() => void)[] = [];
  #stopping = false;
  #ordersBegun = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#tally = new Tally(settings.email, settings.phase, Date.now());
    this.#connections = new Connections(settings.connections);
  }

  start(): void {
    const {keptAlive, fresh, orders, slowViews} = this.#settings;
    this.#stops = [
      pace(keptAlive, () => this.#follow(this.#getKeptAlive())),
      pace(fresh, () => this.#follow(this.#getFresh("fresh", this.#settings.paths.page))),
      pace(orders, () => this.#follow(this.#order())),
    ];
    for (let view = 0; view < slowViews; view++) this.#follow(this.#viewSlowly());
  }

  mark(name: string): void {
    this.#tally.mark(name, Date.now());
  }

  snapshot(): Report {
    return this.#tally.report(Date.now(), this.#inFlight.size);
  }

  /** Sends nothing more, and waits for what is in flight. */
  async stop(): Promise<Report> {
    this.#stopping = true;
    for (const stop of this.#stops) stop();
    await Promise.all(this.#inFlight);
    this.#connections.close();
    return this.snapshot();
  }

  #follow(work: Promise<unknown>): void {
    this.#inFlight.add(work);
    work.finally(() => this.#inFlight.delete(work));
  }

  async #getKeptAlive(): Promise<void> {
    const {page} = this.#settings.paths;
    await this.#connections.lend(async (agent) => {
      this.#tally.add("kept-alive", await ask(this.#settings, {path: page, agent}));
    });
  }

  async #getFresh(kind: Kind, path: string): Promise<Verdict> {
    return this.#tally.add(kind, await ask(this.#settings, {path, agent: this.#fresh}));
  }

  async #order(): Promise<void> {
    this.#ordersBegun += 1;
    if (this.#ordersBegun % 2 === 0) await this.#orderOver(this.#fresh);
    else await this.#connections.lend((agent) => this.#orderOver(agent));
  }

  async #orderOver(agent: Agent): Promise<void> {
    await placeOrder(this.#settings, agent, (kind, answer) => this.#tally.add(kind, answer));
  }

  // The next one only when this one has ended: the pause keeps a server that refuses at once from being flooded.
  async #viewSlowly(): Promise<void> {
    while (!this.#stopping) {
      const {is} = await this.#getFresh("slow-view", this.#settings.paths.slow);
      if (is === "failed") await sleep(PAUSE_AFTER_FAILURE);
    }
  }
}

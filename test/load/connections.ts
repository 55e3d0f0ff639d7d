import {Agent} from "node:http";

/** One kept-alive connection. An Agent of its own, for Node's pool opens a second only while the first is busy. */
class Connection {
  readonly agent = new Agent({keepAlive: true, maxSockets: 1});
  busy = false;
}

/** As many times the wanted connections are opened at most. */
const GROWTH = 10;

/**
 * Kept-alive connections that take turns, so that each of them has idle times, as those of browsers and proxies have.
 * When all are busy another one is opened: a slow server is not spared requests.
 */
export class Connections {
  readonly #all: Connection[];
  readonly #most: number;
  #turn = 0;

  constructor(count: number) {
    this.#all = Array.from({length: count}, () => new Connection());
    this.#most = count * GROWTH;
  }

  /** Lends the next connection that is free; when none is to be had, the next one, and the request waits in line there. */
  async lend<T>(use: (agent: Agent) => Promise<T>): Promise<T> {
    const connection = this.#next();
    connection.busy = true;
    try {
      return await use(connection.agent);
    } finally {
      connection.busy = false;
    }
  }

  close(): void {
    for (const {agent} of this.#all) agent.destroy();
  }

  #next(): Connection {
    const inTurn = this.#all.map((_, ahead) => this.#all[(this.#turn + ahead) % this.#all.length] as Connection);
    this.#turn += 1;
    return inTurn.find(({busy}) => !busy) ?? this.#another() ?? (inTurn[0] as Connection);
  }

  #another(): Connection | undefined {
    if (this.#all.length >= this.#most) return undefined;
    const connection = new Connection();
    this.#all.push(connection);
    return connection;
  }
}

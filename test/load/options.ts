import {randomBytes} from "node:crypto";

/** What a test or a person may say; everything but the address has a default. */
export interface LoadOptions {
  /** Where connections go, for example http://127.0.0.1:8480. */
  url: string;
  /** The Host header, where it is not that of `url`. */
  host?: string;
  /** GETs per second in total: five of seven over kept-alive connections, the others each over a fresh one. */
  rate?: number;
  /** Kept-alive connections that the GETs go round; more are opened while all are busy. */
  connections?: number;
  /** Orders per second, each a GET of the form and a POST; every other one over fresh connections. */
  orders?: number;
  /** Slow requests that are always in flight. */
  slowViews?: number;
  paths?: Partial<Paths>;
  headers?: Record<string, string>;
  /** The load ends by itself after this time, whatever its starter does. */
  seconds?: number;
  /** After this time without a whole answer a request is given up, and counted as slow. */
  timeoutSeconds?: number;
  /** Name of the first phase. */
  phase?: string;
}

export interface Paths {
  page: string;
  order: string;
  slow: string;
}

/** Options with nothing left open. */
export interface Settings {
  url: string;
  host: string;
  keptAlive: number;
  fresh: number;
  connections: number;
  orders: number;
  slowViews: number;
  paths: Paths;
  headers: Record<string, string>;
  seconds: number;
  timeoutSeconds: number;
  phase: string;
  /** Ordering address of this run, by which a test finds its orders in the database. */
  email: string;
}

const SHOP: Paths = {page: "/", order: "/products/teapot/", slow: "/slow?seconds=4"};
const KEPT_ALIVE_SHARE = 5 / 7;

/** Closes every option once, at the door. */
export function settingsOf(options: LoadOptions): Settings {
  const {url, rate = 140, paths, headers, host = new URL(url).host, ...said} = options;
  return {
    ...{connections: 20, orders: 4, slowViews: 2, seconds: 600, timeoutSeconds: 30, phase: "start"},
    ...said,
    url,
    host,
    keptAlive: rate * KEPT_ALIVE_SHARE,
    fresh: rate * (1 - KEPT_ALIVE_SHARE),
    paths: {...SHOP, ...paths},
    headers: {"X-Forwarded-Proto": "https", ...headers, Host: host},
    email: `load-${randomBytes(4).toString("hex")}@example.com`,
  };
}

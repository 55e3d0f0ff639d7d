import type {Clock} from "../context.ts";
import type {Api} from "./api.ts";
import {ApiError} from "./api-error.ts";
import type {KubeList, KubeObject} from "./objects.ts";

/** A list as it is now, which costs no request while a stream tells what changes. */
export interface WatchedList<T> {
  items(): Promise<readonly T[]>;
  close(): void;
}

/** Where nothing streams, a list counts for so long. */
const POLL_MILLISECONDS = 500;

/** A stream that ends sooner than this was not let through. */
const SHORT_MILLISECONDS = 1000;
const SHORT_ONES = 3;

/**
 * Lists once, and hears from then on what changes. A stream that ends, for whatever reason, is begun anew with a list:
 * an API server that restarts, a version that it has forgotten (410), a proxy that ends what is idle. Whoever may not
 * watch, or sits behind what lets no stream through, lists again and again.
 *
 * @param path of the collection, with its labels
 */
export function watchList<T extends KubeObject>(api: Api, clock: Clock, path: string): WatchedList<T> {
  return new StreamedList<T>(api, clock, path);
}

class StreamedList<T extends KubeObject> implements WatchedList<T> {
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #path: string;
  readonly #over = new AbortController();
  /** Kept up to date by a stream; nothing where none is open. */
  #live: Map<string, T> | undefined;
  #listed: {readonly at: number; readonly items: readonly T[]} | undefined;
  #shortOnes = 0;

  constructor(api: Api, clock: Clock, path: string) {
    this.#api = api;
    this.#clock = clock;
    this.#path = path;
  }

  async items(): Promise<readonly T[]> {
    return this.#live ? [...this.#live.values()] : this.#list();
  }

  close(): void {
    this.#over.abort();
  }

  async #list(): Promise<readonly T[]> {
    const at = this.#clock.now().getTime();
    if (this.#listed && at - this.#listed.at < POLL_MILLISECONDS) return this.#listed.items;
    const {items, metadata} = await this.#api.get<KubeList<T>>(this.#path);
    this.#listed = {at, items: items ?? []};
    if (metadata?.resourceVersion && this.#shortOnes < SHORT_ONES)
      this.#follow(this.#listed.items, metadata.resourceVersion);
    return this.#listed.items;
  }

  /** Opens a stream; until it ends the list is read from memory. */
  #follow(items: readonly T[], version: string): void {
    const live = new Map(items.map((item) => [item.metadata.name, item]));
    this.#live = live;
    const begun = this.#clock.now().getTime();
    void this.#hear(live, version).finally(() => {
      if (this.#clock.now().getTime() - begun < SHORT_MILLISECONDS) this.#shortOnes++;
      if (this.#live === live) this.#live = undefined;
    });
  }

  async #hear(live: Map<string, T>, version: string): Promise<void> {
    const stream = new AbortController();
    const signal = AbortSignal.any([stream.signal, this.#over.signal]);
    const hear = (event: unknown): void => {
      if (!take(live, event as WatchEvent<T>)) stream.abort();
    };
    await this.#api.watch(watchPath(this.#path, version), hear, signal).catch((error: unknown) => {
      if (error instanceof ApiError && error.status !== 410) this.#shortOnes = SHORT_ONES;
    });
  }
}

interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: T;
}

/** Takes what a stream tells into the list; false where it can tell no more. */
function take<T extends KubeObject>(map: Map<string, T>, {type, object}: WatchEvent<T>): boolean {
  if (type === "ERROR") return false;
  if (type === "DELETED") map.delete(object.metadata.name);
  else if (type !== "BOOKMARK") map.set(object.metadata.name, object);
  return true;
}

function watchPath(path: string, version: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}watch=1&allowWatchBookmarks=true&resourceVersion=${version}`;
}

import type {Api} from "./api.ts";

/** An API whose answers are kept until they are forgotten: the same question is asked once. */
export interface KeptAnswers {
  readonly api: Api;
  /** Forgets what a write to this path may have changed; all of it where no path is given. */
  forget(written?: string): void;
}

/** Keeps the answers to what is read. Writes go through as they are. */
export function keepAnswers(api: Api): KeptAnswers {
  const kept = new Map<string, Promise<unknown>>();
  const get = <T>(path: string, accept?: string): Promise<T> => {
    const key = `${path} ${accept ?? ""}`;
    const known = kept.get(key) as Promise<T> | undefined;
    if (known) return known;
    const asked = api.get<T>(path, accept);
    kept.set(key, asked);
    // What failed is asked again.
    asked.catch(() => void (kept.get(key) === asked && kept.delete(key)));
    return asked;
  };
  const forget = (written?: string): void => {
    const changed = written === undefined ? undefined : changedBy(written);
    if (changed === undefined) kept.clear();
    else for (const key of kept.keys()) if (changed.includes(pluralOf(key))) kept.delete(key);
  };
  return {api: {...api, get}, forget};
}

/** What else is another one, when an object of a kind was written: what its controllers make of it. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  configmaps: [],
  deployments: ["endpointslices", "horizontalpodautoscalers", "pods"],
  events: [],
  horizontalpodautoscalers: ["deployments", "endpointslices", "pods"],
  httproutes: [],
  ingresses: [],
  jobs: ["pods"],
  leases: [],
  secrets: [],
  selfsubjectrulesreviews: [],
  services: ["endpointslices"],
};

/** Kinds that a write may have changed; nothing where nobody knows. */
function changedBy(path: string): readonly string[] | undefined {
  const plural = pluralOf(path);
  const follows = FOLLOWS[plural];
  return follows && [plural, ...follows];
}

/** The plural of the kind that a path leads to. */
function pluralOf(path: string): string {
  const [, namespaced, plain] = /\/namespaces\/[^/]+\/([a-z]+)|\/([a-z]+)(?:[? ]|$)/.exec(path) ?? [];
  return namespaced ?? plain ?? "";
}

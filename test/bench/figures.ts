/** A row of the document. */
export interface Figure {
  readonly title: string;
  readonly unit: "ms" | "count";
  /** The same with a bare Helm, measured in turn with it. */
  readonly bare?: FigureName;
  /** Its row in anchors.json. */
  readonly anchor?: string;
  /** A pod start is in it: on a machine whose pods start later it is longer by as much. */
  readonly startsPods?: true;
  /** Only shown in another table than the first. */
  readonly table?: "bare" | "stages" | "requests";
}

export type FigureName = keyof typeof FIGURES;

/** Everything that is measured, in the order of the document. */
export const FIGURES = {
  promoteSeen: {
    title: "`promote` typed to the last answer of the old version",
    unit: "ms",
    bare: "bareSeen",
    anchor: "promote",
  },
  promote: {title: "`promote`, the whole command, answers looked at", unit: "ms", bare: "bareUpgrade", anchor: "cli"},
  warmSeen: {
    title: "`rollback` typed while warm to the last answer of the rejected version",
    unit: "ms",
    bare: "bareBackSeen",
    anchor: "warm",
  },
  selectorSeen: {
    title: "`promote` through the selector of a Service, typed to the last answer of the old version",
    unit: "ms",
    bare: "bareSelectorSeen",
    anchor: "selector",
  },
  selectorBackSeen: {
    title: "`rollback` through it, typed while warm to the last answer of the rejected version",
    unit: "ms",
    bare: "bareSelectorSeen",
    anchor: "selectorBack",
  },
  warm: {title: "`rollback` while warm, the whole command, the rejected version drained and down", unit: "ms"},
  coldSeen: {
    title: "`rollback` typed when the version before is down to the last answer of the rejected one: one command",
    unit: "ms",
    anchor: "cold",
    startsPods: true,
  },
  cold: {title: "that `rollback`, the whole command", unit: "ms", startsPods: true},
  shift: {title: "`shift`, the whole command, answers looked at", unit: "ms", bare: "bareUpgrade", anchor: "cli"},
  firstUpgrade: {title: "the first `upgrade`, with its hand-over and a migration", unit: "ms", startsPods: true},
  upgrade: {title: "`upgrade` to a candidate at 0 %, ready for QA", unit: "ms", anchor: "ready", startsPods: true},
  finish: {title: "`finish`, the version before drained and down", unit: "ms"},
  release: {title: "a whole release: `upgrade`, `promote`, `finish`", unit: "ms", anchor: "release", startsPods: true},
  status: {title: "`status`", unit: "ms", bare: "bareStatus", anchor: "get"},
  history: {title: "`history`", unit: "ms", bare: "bareHistory"},
  generate: {title: "`generate`", unit: "ms"},
  help: {title: "`--help`", unit: "ms", bare: "bareVersion"},
  requests: {
    title: "API requests of a release (`upgrade`, `promote`, `finish`) that djcd and its Helm send",
    unit: "count",
  },
  requestsHelm: {title: "those of them that Helm sends", unit: "count"},
  requestsNet: {
    title: "API requests of a release that the API server counts, background taken off",
    unit: "count",
    anchor: "requests",
  },
  pods: {title: "pods started in a release (2 replicas), those of Jobs included", unit: "count", anchor: "pods"},
  requestsLooks: {title: "looks: lists and objects", unit: "count", table: "requests"},
  requestsPods: {title: "pods: in looks, and while something waits for them", unit: "count", table: "requests"},
  requestsLock: {title: "the lock", unit: "count", table: "requests"},
  requestsDiary: {title: "the ledger and Events", unit: "count", table: "requests"},
  requestsAsked: {title: "dry runs, rights, the version of Kubernetes", unit: "count", table: "requests"},
  requestsWrites: {title: "what it writes besides", unit: "count", table: "requests"},
  bareSeen: {
    title: "bare `helm upgrade` of the weight: typed to the last answer of the old version",
    unit: "ms",
    table: "bare",
  },
  bareBackSeen: {title: "bare `helm upgrade` of the weight, back", unit: "ms", table: "bare"},
  bareSelectorSeen: {
    title: "bare `helm upgrade` of a Service's selector: typed to the last answer of the old version",
    unit: "ms",
    table: "bare",
  },
  bareUpgrade: {title: "bare `helm upgrade` of the weight: the whole command", unit: "ms", table: "bare"},
  bareStatus: {title: "`helm status`", unit: "ms", table: "bare"},
  bareHistory: {title: "`helm history`", unit: "ms", table: "bare"},
  bareVersion: {title: "`helm version`", unit: "ms", table: "bare"},
  nodeStart: {title: "a Node that does nothing", unit: "ms", table: "stages"},
  stageStart: {title: "`promote`, from its start to its first request: Node and our code", unit: "ms", table: "stages"},
  stageLook: {
    title: "from there to the PATCH of the route: the lock, rights, one look at everything, the plan",
    unit: "ms",
    table: "stages",
  },
  stagePlane: {
    title: "from the PATCH to the last answer of the old version: the data plane",
    unit: "ms",
    table: "stages",
  },
  stageRest: {
    title: "from the PATCH to the end: answers looked at, the front recorded by Helm, the lock given back",
    unit: "ms",
    table: "stages",
  },
} as const satisfies Record<string, Omit<Figure, "bare"> & {bare?: string}>;

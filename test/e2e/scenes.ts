import type {Point} from "./killed-command.ts";

/** What a command leads to, as `status -o json` and the record of the front say it. */
export interface End {
  readonly phase: string;
  readonly number: number;
  readonly weights: {readonly blue: number; readonly green: number};
  /** Pods that each slot is meant to have. */
  readonly pods: {readonly blue: number; readonly green: number};
}

/** A command that writes, the state that it is typed in, and what it leads to however often it is killed. */
export interface Scene {
  readonly title: string;
  /** Typed before, and not killed. */
  readonly before?: readonly (readonly string[])[];
  readonly words: readonly string[];
  readonly end: End;
  /** Slot whose pods must not notice. */
  readonly live: "blue" | "green";
  /** Where it is killed in the short version: each is come to in turn, by the command typed again. */
  readonly points: readonly string[];
  /** Typed again when it has given its lock back, it goes back one version more. */
  readonly once?: true;
}

const BOTH = {blue: 2, green: 2};

// No scene goes to v3: what it renames breaks the code before it, killed or not.
const canary = (set: string): readonly string[] => [
  ...["upgrade", "shop", "--set", set, "--yes"],
  ...["--strategy", "canary", "--steps", "25,50,100", "--pause="],
];

/** The life of a release, each verb that writes once. Each scene is typed where the one before it ends. */
export const SCENES: readonly Scene[] = [
  {
    title: "the first upgrade: hand-over, a migration, a candidate at 25 %",
    words: canary("image.tag=v2"),
    end: {phase: "candidate", number: 1, weights: {blue: 75, green: 25}, pods: BOTH},
    live: "blue",
    points: [
      "done djcd: POST leases",
      "done djcd: POST jobs",
      "before djcd: PATCH deployments/shop-web-blue",
      "answered djcd: PATCH deployments/shop-web-blue",
      "done helm: PATCH services/shop-blue",
      "before helm: PATCH httproutes/shop",
      "before djcd: DELETE secrets/sh.helm.release.v1.shop",
      "done djcd: PATCH services/shop-blue",
      "done djcd: POST configmaps",
      "done djcd: PATCH serviceaccounts/shop-migrate",
      "done helm: POST deployments",
      "done djcd: PATCH httproutes/shop",
      "before djcd: DELETE leases/djcd-shop",
    ],
  },
  {
    title: "shift",
    words: ["shift", "shop", "40"],
    end: {phase: "candidate", number: 1, weights: {blue: 60, green: 40}, pods: BOTH},
    live: "blue",
    points: [
      "before djcd: PATCH httproutes/shop",
      "done djcd: PATCH httproutes/shop",
      "done helm: POST secrets",
      "answered djcd: DELETE leases/djcd-shop",
    ],
  },
  {
    title: "rollback of a candidate",
    words: ["rollback", "shop"],
    end: {phase: "stable", number: 1, weights: {blue: 100, green: 0}, pods: {blue: 2, green: 0}},
    live: "blue",
    points: [
      "before djcd: PATCH httproutes/shop",
      "done djcd: PATCH httproutes/shop",
      "before helm: PUT secrets/sh.helm.release.v1.shop",
      "done djcd: DELETE secrets/sh.helm.release.v1.shop",
      "before djcd: PATCH deployments/shop-web-green/scale",
      "before djcd: DELETE leases/djcd-shop",
    ],
    once: true,
  },
  {
    title: "an upgrade to another configuration",
    words: canary("image.tag=v2,config.NOTE=second"),
    end: {phase: "candidate", number: 2, weights: {blue: 75, green: 25}, pods: BOTH},
    live: "blue",
    points: [
      "answered djcd: DELETE jobs/shop-probe",
      "before helm: PATCH deployments/shop-web-green",
      "answered djcd: PATCH httproutes/shop",
      "done helm: PATCH httproutes/shop",
    ],
  },
  {
    title: "promote",
    words: ["promote", "shop"],
    end: {phase: "warm", number: 2, weights: {blue: 0, green: 100}, pods: BOTH},
    live: "green",
    points: [
      "before djcd: PATCH httproutes/shop",
      "done djcd: PATCH httproutes/shop",
      "before helm: PATCH services/shop-live",
      "done djcd: DELETE leases/djcd-shop",
    ],
  },
  {
    title: "a warm rollback",
    words: ["rollback", "shop"],
    end: {phase: "stable", number: 2, weights: {blue: 100, green: 0}, pods: {blue: 2, green: 0}},
    live: "blue",
    points: [
      "before djcd: PATCH httproutes/shop",
      "done djcd: PATCH httproutes/shop",
      "done helm: PATCH services/shop-live",
      "before djcd: DELETE secrets/sh.helm.release.v1.shop",
      "before djcd: DELETE leases/djcd-shop",
    ],
    once: true,
  },
  {
    title: "finish",
    before: [
      ["upgrade", "shop", "--set", "image.tag=v2,config.NOTE=third", "--yes", "--strategy", "blue-green"],
      ["promote", "shop"],
    ],
    words: ["finish", "shop"],
    end: {phase: "stable", number: 3, weights: {blue: 0, green: 100}, pods: {blue: 0, green: 2}},
    live: "green",
    points: [
      "before djcd: PATCH httproutes/shop",
      "done djcd: PATCH httproutes/shop",
      "done helm: PUT secrets/sh.helm.release.v1.shop",
      "done djcd: DELETE secrets/sh.helm.release.v1.shop",
      "before djcd: PATCH deployments/shop-web-blue/scale",
      "done djcd: PATCH deployments/shop-web-blue/scale",
      "answered djcd: DELETE leases/djcd-shop",
    ],
  },
  {
    title: "a cold rollback",
    words: ["rollback", "shop"],
    end: {phase: "warm", number: 4, weights: {blue: 100, green: 0}, pods: BOTH},
    live: "green",
    points: [
      "done helm: PATCH deployments/shop-web-blue",
      "before djcd: PATCH httproutes/shop",
      "done djcd: PATCH httproutes/shop",
      "answered helm: PUT secrets/sh.helm.release.v1.shop",
      "before djcd: DELETE leases/djcd-shop",
    ],
    once: true,
  },
];

/** `done djcd: POST leases` in its two parts. */
export function pointOf(text: string): Point {
  const [moment = "", ...write] = text.split(" ");
  return {moment: moment as Point["moment"], write: write.join(" ")};
}

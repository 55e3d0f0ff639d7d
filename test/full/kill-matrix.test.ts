import {killMatrix, ownPoints} from "../e2e/kill-matrix.ts";
import type {Point} from "../e2e/killed-command.ts";
import type {Scene} from "../e2e/scenes.ts";
import {type Moment, named, type Write} from "../proxy/proxy.ts";

// Promise 4, whole: every write of ours and the first, a middle and the last one of each Helm that we run, at each moment.

const BY_A_RUNNER = {whom: "command", signal: "SIGKILL"} as const;
const heard = new Map<string, readonly Write[]>();

killMatrix({
  title: "not killed at all: what is written",
  name: "matrix-whole",
  helm: "helm4",
  how: BY_A_RUNNER,
  points: () => [],
  hears: ({title}, writes) => void heard.set(title, writes),
});

/** Of each Helm one write, for it outlives the command that is killed and ends what it does. */
const OF_HELM = {
  before: (writes) => writes[0],
  done: (writes) => writes[Math.floor(writes.length / 2)],
  answered: (writes) => writes.at(-1),
} as const satisfies Record<Moment, (writes: readonly Write[]) => Write | undefined>;

for (const moment of ["before", "done", "answered"] as const) {
  killMatrix({
    title: `killed at every write: ${moment}`,
    name: `matrix-${moment}`,
    helm: "helm4",
    how: BY_A_RUNNER,
    points: (scene) => pointsOf(scene, moment),
  });
}

function pointsOf({title}: Scene, moment: Moment): Point[] {
  const runs = runsOf(heard.get(title) ?? []);
  const chosen = runs.flatMap((run) => (run[0]?.sender === "helm" ? [OF_HELM[moment](run)] : run));
  const names = new Set(chosen.flatMap((write) => (write ? [named(write)] : [])));
  return [...names].map((write) => ({write, moment}));
}

/** Writes of one sender that follow each other: what one nested Helm writes, or what we write between two. */
function runsOf(writes: readonly Write[]): Write[][] {
  const runs: Write[][] = [];
  for (const write of writes) {
    const run = runs.at(-1);
    if (run?.[0]?.sender === write.sender) run.push(write);
    else runs.push([write]);
  }
  return runs;
}

// What a Helm leaves that is killed itself is taken back when it is a minute old.
for (const whom of ["helm", "both"] as const) {
  for (const moment of ["before", "done", "answered"] as const) {
    killMatrix({
      title: `${whom === "helm" ? "its Helm killed alone" : "killed together with its Helm"}: ${moment}`,
      name: `matrix-${whom}-${moment}`,
      helm: "helm4",
      how: {whom, signal: "SIGKILL"},
      points: (scene) => pointsOf(scene, moment).filter(({write}) => write.startsWith("helm:")),
    });
  }
}

killMatrix({
  title: "killed as a runner kills, Helm 3",
  name: "matrix-helm3",
  helm: "helm3",
  how: BY_A_RUNNER,
  points: ownPoints,
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  killMatrix({
    title: `stopped with ${signal}`,
    name: `matrix-${signal.toLowerCase()}`,
    helm: "helm4",
    how: {whom: "command", signal},
    points: ownPoints,
  });
}

import {killMatrix, ownPoints} from "./kill-matrix.ts";

// Promise 4: each verb is killed before and after its writes, and typed again, under load. All writes of all verbs, at
// each moment, and on both Helms, are in test/full.

killMatrix({
  title: "killed as a runner kills, at the writes that matter",
  name: "kill-matrix",
  helm: "helm4",
  how: {whom: "command", signal: "SIGKILL"},
  points: ownPoints,
});

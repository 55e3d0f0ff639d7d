import {NAMESPACE} from "./names.ts";
import type {Place} from "./places/place.ts";
import {bold} from "./screen.ts";

/** What will happen, said before it does. */
export function introduction({about, goodbye}: Place): string {
  return [
    bold("djcd: a Django project gets its Helm chart, and releases go out and come back, under load"),
    "",
    ...about,
    "The Helm plugin goes into Helm folders of this run, below the temporary folder, removed at the end.",
    "Your kubeconfig is only read; its current context and your Helm plugins are not touched.",
    `The shop stays in namespace ${NAMESPACE} afterwards. To take it all away: ${goodbye}`,
    "Of what the commands print, plans and hints are left out; one whole plan comes at the end.",
    "",
  ].join("\n");
}

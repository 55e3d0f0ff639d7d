import {missingText} from "../kubernetes/rights.ts";
import type {Facts} from "./facts.ts";
import {type Finding, fail, ok, warn} from "./finding.ts";

/** Whether we may do in this namespace what every command does. */
export function may({missing, namespace}: Facts): Finding[] {
  if (!missing)
    return [
      warn(
        `this cluster does not list what you may do in namespace ${namespace}`,
        `kubectl auth can-i --list -n ${namespace}`,
      ),
    ];
  return [missing.length === 0 ? ok(`all rights in namespace ${namespace}`) : fail(missingText(missing))];
}

import type {Api} from "../kubernetes/api.ts";
import {objectPath} from "../kubernetes/paths.ts";
import {type LedgerObject, ledgerName} from "../release/ledger.ts";

/** The ledger of a release, as it is stored; what a missing or a hidden one means is the caller's to say. */
export function readLedger(api: Api, namespace: string, release: string): Promise<LedgerObject> {
  return api.get<LedgerObject>(objectPath("ConfigMap", namespace, ledgerName(release)));
}

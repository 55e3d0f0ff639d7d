import type {ChartMetadata} from "../helm/helm-release.ts";

/** The contract between chart and plugin that this version speaks; docs/reference/chart-contract.md. */
export const CONTRACT = "1";

/** Why this djcd cannot work with a chart, and what to type; nothing where it can. `what` is what a person knows it by. */
export function contractFault(what: string, {name, annotations = {}}: ChartMetadata): string | undefined {
  const contract = annotations["djcd.io/contract"];
  const generator = annotations["djcd.io/generator"];
  if (contract === CONTRACT) return undefined;
  if (contract === undefined)
    return `${what} is not of a chart that djcd generated (chart ${name}). To have one for your project: helm djcd generate`;
  const speaks = `the chart of ${what} speaks contract ${contract}, and this djcd speaks ${CONTRACT}`;
  if (Number(contract) > Number(CONTRACT)) return `${speaks}: it is newer. Update the plugin: helm plugin update djcd`;
  if (Number(contract) < Number(CONTRACT))
    return `${speaks}: it is older. Install the djcd that made it${generator ? `, ${generator}` : ""}`;
  return `${speaks}: somebody edited it. Generate it again: helm djcd generate`;
}

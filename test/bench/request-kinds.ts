import type {Sent} from "../proxy/proxy.ts";
import type {FigureName} from "./figures.ts";

/** What a request of djcd is for, the first that fits. */
const KINDS: readonly (readonly [FigureName, (sent: Sent) => boolean])[] = [
  ["requestsLock", ({path}) => path.includes("/leases")],
  ["requestsDiary", ({path}) => /-djcd-ledger$|\/events$/.test(path)],
  ["requestsAsked", ({path, dry}) => dry || /selfsubject|\/version$/.test(path)],
  ["requestsPods", ({method, path}) => method === "GET" && /\/pods($|\/)/.test(path)],
  ["requestsLooks", ({method}) => method === "GET"],
  ["requestsWrites", () => true],
];

/** How many of each kind djcd sent itself. */
export function countKinds(sent: readonly Sent[]): Map<FigureName, number> {
  const counts = new Map<FigureName, number>(KINDS.map(([figure]) => [figure, 0]));
  for (const one of sent.filter(({sender}) => sender === "djcd")) {
    const [figure] = KINDS.find(([, fits]) => fits(one)) as (typeof KINDS)[number];
    counts.set(figure, (counts.get(figure) ?? 0) + 1);
  }
  return counts;
}

import {once} from "node:events";
import {get, type IncomingMessage} from "node:http";
import type {World} from "./world.ts";

/** A panel of the dashboard that a release brings. */
export interface Panel {
  readonly title: string;
  readonly targets: readonly {readonly expr: string}[];
}

/** The panels, as Grafana's sidecar would read them. */
export async function panelsOf({kubectl}: World): Promise<readonly Panel[]> {
  const board = await kubectl("get", "configmap", "shop-dashboard", "-o", "jsonpath={.data.shop\\.json}");
  return (JSON.parse(board) as {panels: Panel[]}).panels;
}

/** Titles of those that have a query to which a Prometheus knows nothing. */
export async function emptyPanels(panels: readonly Panel[], prometheus: string): Promise<string[]> {
  const full = await Promise.all(
    panels.map(async ({targets}) => {
      const series = await Promise.all(targets.map(({expr}) => seriesOf(prometheus, expr)));
      return series.length > 0 && series.every((found) => found > 0);
    }),
  );
  return panels.filter((_, index) => !full[index]).map(({title}) => title);
}

/** A Prometheus refuses a query that it cannot read with another status than 200. */
async function seriesOf(prometheus: string, promql: string): Promise<number> {
  const answer = await fetch(`${prometheus}/api/v1/query?${new URLSearchParams({query: promql})}`);
  if (!answer.ok) throw new Error(`${promql}: ${await answer.text()}`);
  const {data} = (await answer.json()) as {data: {result: object[]}};
  return data.result.length;
}

/** Asks for a page as a browser does, and takes any answer. */
export async function ask({cluster, host}: World, path: string): Promise<void> {
  const request = get(`${cluster.url}${path}`, {headers: {host, "x-forwarded-proto": "https"}, agent: false});
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  answer.resume();
}

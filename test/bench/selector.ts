import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {makeWorld, type World} from "../e2e/world.ts";
import {startLoad, totals} from "../load/load.ts";
import {untilServed} from "../load/until-served.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {BARE_HEADER} from "./bare.ts";
import {move} from "./moves.ts";
import type {Book} from "./samples.ts";

const RATE = 30;

/** The same move on the path that Argo's blue/green takes: the selector of a Service. Gives the requests that were sent. */
export async function moveBySelector(book: Book, times: number): Promise<{requests: number; failed: number}> {
  const world = await makeWorld({name: "bench-selector", helm: "helm4", router: "service"});
  try {
    await world.install();
    return await releases(world, book, times);
  } finally {
    await world.remove();
  }
}

async function releases(world: World, book: Book, times: number): Promise<{requests: number; failed: number}> {
  const {cluster, host} = world;
  const djcd = (...words: readonly string[]): Promise<string> => world.helm("djcd", ...words);
  const bare = bareChart(world);
  const bareTo = (slot: string): Promise<string> =>
    world.helm("upgrade", "--install", "bare", bare, "--set", `slot=${slot}`);
  await untilServed(cluster.url, host);
  await djcd("upgrade", "shop", "--strategy", "blue-green", "--yes", "--set", "image.tag=v2");
  await djcd("rollback", "shop");
  await bareTo("blue");
  const like = {url: cluster.url, host, slowViews: 0, seconds: 3600, rate: RATE};
  const load = await startLoad(like);
  const bareLoad = await startLoad({...like, orders: 0, headers: {[BARE_HEADER.name]: BARE_HEADER.value}});
  for (let done = 0; done < times; done++) {
    await djcd("upgrade", "shop", "--strategy", "blue-green", "--yes", "--set", "image.tag=v2");
    await move(book, bareLoad, "v1", {seen: "bareSelectorSeen"}, () => bareTo("green"));
    await move(book, load, "v1", {seen: "selectorSeen"}, () => djcd("promote", "shop"));
    await move(book, bareLoad, "v2", {seen: "bareSelectorSeen"}, () => bareTo("blue"));
    await move(book, load, "v2", {seen: "selectorBackSeen"}, () => djcd("rollback", "shop"));
  }
  await bareLoad.stop();
  return totals(await load.stop());
}

/** What Helm alone can do: a Service that selects the pods of one slot. */
function bareChart({host, cluster}: World): string {
  const chart = join(temporaryFolder("bare-selector"), "bare");
  mkdirSync(join(chart, "templates"), {recursive: true});
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: bare\nversion: 1.0.0\n");
  writeFileSync(join(chart, "templates", "route.yaml"), template(host, JSON.stringify(cluster.gateway)));
  return chart;
}

function template(host: string, gateway: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: bare}
spec:
  selector: {app.kubernetes.io/instance: shop, app.kubernetes.io/component: web, slot: {{ .Values.slot }}}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: bare}
spec:
  parentRefs: [${gateway}]
  hostnames: [${host}]
  rules:
    - matches: [{headers: [{name: ${BARE_HEADER.name}, value: "${BARE_HEADER.value}"}]}]
      backendRefs: [{name: bare, port: 80}]
`;
}

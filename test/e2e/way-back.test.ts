import {chmodSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect} from "vitest";
import {apply} from "../cluster/index.ts";
import {type ApiProxy, startProxy, upstreamOf, type Write} from "../proxy/proxy.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Background, inBackground} from "./background-command.ts";
import {HOOK, OWN} from "./own-templates.ts";
import {beginStory, served, status} from "./story.ts";
import {inNamespace, type World} from "./world.ts";

// Nothing but the route itself may keep traffic from going back: everything else fails, and the traffic goes; typed
// again when it is mended, the same command does what is left.

const isRoute = ({path}: Write): boolean => path.includes("/httproutes/");

describe("the way back stands open", () => {
  const {world, tell, end} = beginStory({name: "way-back", helm: "helm4", router: "gateway-api"}, amongOwn);
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  let proxy: ApiProxy;
  let noHelm: string;

  beforeAll(async () => {
    proxy = await startProxy(upstreamOf(world().cluster.kubeconfig));
    noHelm = join(temporaryFolder("no-helm"), "helm");
    writeFileSync(noHelm, "#!/bin/sh\necho 'Error: Kubernetes cluster unreachable' >&2\nexit 1\n");
    chmodSync(noHelm, 0o755);
  });

  afterAll(() => proxy?.close());

  const FAULTS: Readonly<Record<string, () => Background>> = {
    "when every write but the route's is refused": () => {
      proxy.record((write, moment) => (moment === "before" && !isRoute(write) ? "refused" : undefined));
      return inBackground(world(), {KUBECONFIG: proxy.kubeconfig}, "rollback", "shop");
    },
    "when every call of Helm fails": () => inBackground(world(), {HELM_BIN: noHelm}, "rollback", "shop"),
  };

  const PHASES: Readonly<Record<string, () => Promise<unknown>>> = {
    "in the middle of a canary": () =>
      djcd(
        "upgrade",
        "shop",
        "--yes",
        "--set",
        "image.tag=v2",
        "--strategy",
        "canary",
        "--steps",
        "50,100",
        "--pause=",
      ),
    "after the promotion": () =>
      djcd("upgrade", "shop", "--yes", "--set", "image.tag=v2", "--strategy", "blue-green").then(() => djcd("promote")),
  };

  for (const [phase, reach] of Object.entries(PHASES)) {
    for (const [fault, typed] of Object.entries(FAULTS)) {
      tell(`${phase}, ${fault}`, async () => {
        await reach();
        await somebodyActs(world());
        const {code, printed} = await typed().ended;
        expect(printed).toMatch(
          /Error: the traffic has gone back \(blue 100 %\), and what is left could not be done: /,
        );
        expect(code).toBe(1);
        expect(await served(world())).toEqual(["v1"]);
        await djcd("rollback");
        expect(await served(world())).toEqual(["v1"]);
        expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}, notes: []});
      });
    }
  }

  end();
});

/** With objects, a workload and a hook of the team's own in each slot. */
async function amongOwn(world: World): Promise<void> {
  writeFileSync(join(world.chart, "templates", "own.yaml"), `${OWN}---\n${HOOK}`);
  await world.install();
}

/** Old code outside of the release, somebody's route to a slot, and an object of a slot that somebody deletes. */
async function somebodyActs(world: World): Promise<void> {
  await apply(world.cluster, inNamespace(world.namespace, [OLD_CODE, THEIR_ROUTE]));
  await world.kubectl("delete", "configmap", "shop-green-nginx");
}

const LABELS = {app: "old-shop"};

const OLD_CODE = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {name: "old-shop"},
  spec: {
    replicas: 0,
    selector: {matchLabels: LABELS},
    template: {metadata: {labels: LABELS}, spec: {containers: [{name: "web", image: "localhost/shop:v1"}]}},
  },
};

const THEIR_ROUTE = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: {name: "theirs"},
  spec: {hostnames: ["theirs.example.com"], rules: [{backendRefs: [{name: "shop-green", port: 80}]}]},
};

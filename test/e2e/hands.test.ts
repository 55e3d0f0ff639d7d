import {describe, expect, test} from "vitest";
import {beginStory, served, status} from "./story.ts";

// Somebody's hands: what people do to a managed release with kubectl and plain Helm is seen, told with its owner, and put right.

interface Seen {
  readonly phase: string;
  readonly number: number;
  readonly notes: readonly string[];
}

describe("other hands on a release", () => {
  const {world, tell, end} = beginStory({name: "hands", helm: "helm4", router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const kubectl = (...args: readonly string[]): Promise<string> => world().kubectl(...args);
  const notes = async (): Promise<string[]> =>
    ((await status(world())) as unknown as Seen).notes.map((note) => note.replace(/\d\d:\d\d:\d\d/, "TIME"));
  const versions = async (kinds: string): Promise<string> =>
    kubectl("get", kinds, "-o", "jsonpath={range .items[*]}{.kind}/{.metadata.name}={.metadata.resourceVersion} {end}");
  let live: Readonly<Record<string, number>>;

  tell("a rollout goes out and is warm", async () => {
    await djcd("upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
    await djcd("promote");
    expect(await notes()).toEqual([]);
  });

  tell("a weight that somebody set on the route is told and taken back", async () => {
    await kubectl("patch", "httproute", "shop", "--type=json", "--field-manager=ann", "-p", weights(10));
    expect(await notes()).toEqual([
      "the route says blue 10, green 90; recorded is blue 0, green 100, by ann at TIME. The next command puts it right",
    ]);
    await djcd("promote");
    expect(await notes()).toEqual([]);
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("a rollback to a slot that somebody scaled down, and took objects from, brings it back first", async () => {
    await kubectl("delete", "service/shop-blue", "poddisruptionbudget/shop-web-blue");
    await kubectl("scale", "deployment/shop-web-blue", "--replicas=1");
    expect(await notes()).toEqual([
      "PodDisruptionBudget/shop-web-blue does not exist: somebody deleted it. The next command puts it back",
      "Service/shop-blue does not exist: somebody deleted it. The next command puts it back",
      "Deployment/shop-web-blue wants 1 pods, recorded is 2, by kubectl",
    ]);
    await djcd("rollback");
    expect(await served(world())).toEqual(["v1"]);
    expect(await status(world())).toMatchObject({phase: "stable", slots: {blue: {ready: 2, endpoints: 2}}, notes: []});
  });

  tell("objects of live that somebody deleted come back, and no pod notices", async () => {
    live = await world().pods("blue");
    await kubectl("delete", "poddisruptionbudget/shop-web-blue", "serviceaccount/shop-account-blue");
    await djcd("finish");
    expect(await notes()).toEqual([]);
    expect(await world().pods("blue")).toEqual(live);
  });

  tell("settings that restart nothing are no rollout: no pod and nothing but the budget is touched", async () => {
    const untouched = "deployments,services,configmaps,secrets,serviceaccounts,httproutes";
    // Helm's record and the ledger, which tell of it.
    const records = /(Secret\/sh\.helm|ConfigMap\/shop-djcd-ledger)\S+ /g;
    const before = (await versions(untouched)).replaceAll(records, "");
    expect(await djcd("upgrade", "shop", "--set", "web.pdb.maxUnavailable=2")).toContain(
      "shop: only settings that restart nothing: #0 in blue gets them, no rollout",
    );
    expect((await versions(untouched)).replaceAll(records, "")).toBe(before);
    expect(await kubectl("get", "pdb/shop-web-blue", "-o", "jsonpath={.spec.maxUnavailable}")).toBe("2");
    expect(await status(world())).toMatchObject({phase: "stable", number: 1, notes: []});
  });

  tell("a plain helm rollback of the live slot is told, and the front follows", async () => {
    await world().helm("rollback", "shop-blue");
    await kubectl("rollout", "status", "deployment/shop-web-blue", "--timeout=120s");
    expect(await notes()).toEqual([
      "release shop and the live slot hold different versions: somebody ran plain Helm. The next command puts it right",
    ]);
    await djcd("finish");
    expect(await notes()).toEqual([]);
  });

  end();

  test("a front that somebody uninstalled is put back by the next command", async () => {
    await world().helm("uninstall", "shop");
    expect(await notes()).toContain("release shop, the front, was uninstalled: the next command puts it back");
    await djcd("finish");
    expect(await served(world())).toEqual(["v1"]);
  });

  test("a live slot that somebody uninstalled is put back by the next command", async () => {
    await world().helm("uninstall", "shop-blue", "--wait");
    expect(await notes()).toContain("release shop-blue, the live slot, was uninstalled");
    await djcd("upgrade", "shop");
    await kubectl("rollout", "status", "deployment/shop-web-blue", "--timeout=120s");
    // The data plane needs a moment to hear of pods that are new.
    await expect.poll(() => served(world()), {timeout: 20_000}).toEqual(["v1"]);
  });

  test("a slot whose objects another release took is refused, with the command that gives them back", async () => {
    await kubectl("annotate", "deployment/shop-web-blue", "meta.helm.sh/release-name=taker", "--overwrite");
    const {code, stderr} = await world().tryHelm("djcd", "upgrade", "shop", "--set", "image.tag=v2");
    expect({code, says: stderr.split("\n")[0]}).toEqual({
      code: 4,
      says:
        "Error: Deployment shop-web-blue belongs to release taker, not to shop-blue: somebody took it over. Give it back: " +
        "kubectl annotate deployment shop-web-blue meta.helm.sh/release-name=shop-blue --overwrite; and take it out of taker",
    });
    await kubectl("annotate", "deployment/shop-web-blue", "meta.helm.sh/release-name=shop-blue", "--overwrite");
  });

  test("uninstall asks, removes all of it, and it can be installed and released again", async () => {
    const {code, stderr} = await world().tryHelm("djcd", "uninstall", "shop");
    expect({code, says: stderr}).toEqual({code: 4, says: expect.stringContaining("Nobody can answer here.")});
    await djcd("uninstall", "shop", "--yes");
    await kubectl("wait", "pods", "--all", "--for=delete", "--timeout=60s");
    expect(
      await kubectl(
        "get",
        "deploy,svc,job,httproute,pdb,sa,lease",
        "-l",
        "app.kubernetes.io/instance=shop",
        "-o",
        "name",
      ),
    ).toBe("");
    await world().install();
    await djcd("upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
    await djcd("promote");
    expect(await served(world())).toEqual(["v2"]);
  });
});

/** A patch that sets the candidate's weight on the main rule, which comes last. */
function weights(blue: number): string {
  const at = (index: number): string => `/spec/rules/2/backendRefs/${index}/weight`;
  return JSON.stringify([
    {op: "replace", path: at(0), value: blue},
    {op: "replace", path: at(1), value: 100 - blue},
  ]);
}

import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {afterAll, describe, expect} from "vitest";
import {temporaryFolder} from "../temporary-folder.ts";
import {beginStory, served, status} from "./story.ts";

// What traffic rests on changes under a release: its router, a parent of its route, a policy against what is written on it.

/** Nobody may set filters on the backends of a route in this namespace. */
const policy = (namespace: string): object[] => [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: {name: POLICY},
    spec: {
      matchConstraints: {
        namespaceSelector: {matchLabels: {"kubernetes.io/metadata.name": namespace}},
        resourceRules: [
          {
            apiGroups: ["gateway.networking.k8s.io"],
            apiVersions: ["*"],
            operations: ["CREATE", "UPDATE"],
            resources: ["httproutes"],
          },
        ],
      },
      validations: [
        {
          expression: "object.spec.rules.all(rule, rule.backendRefs.all(backend, !has(backend.filters)))",
          message: "filters on backends are forbidden",
        },
      ],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: {name: POLICY},
    spec: {policyName: POLICY, validationActions: ["Deny"]},
  },
];

const POLICY = "e2e-moves-no-filters";

/** A route with a filter on a backend, as a mark is. */
const MARKED = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: {name: "tried"},
  spec: {rules: [{backendRefs: [{name: "tried", port: 80, filters: [mark("tried")]}]}]},
};

function mark(value: string): object {
  return {type: "ResponseHeaderModifier", responseHeaderModifier: {set: [{name: "X-Djcd-Slot", value}]}};
}

function written(content: object): string {
  const file = join(temporaryFolder("moves"), "objects.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("what traffic rests on", () => {
  const {world, tell, end} = beginStory({name: "moves", helm: "helm4", router: "service"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const routes = async (): Promise<string> =>
    (await world().kubectl("get", "httproute,ingress", "-o", "name"))
      .split("\n")
      .map((name) => name.replace(/\..*\//, "/"))
      .join(" ");
  const move = (router: string, ...more: readonly string[]): readonly string[] => {
    const {gateway} = world().cluster;
    const parents = `gateway.parentRefs=${JSON.stringify([gateway, {name: "nobody-runs-it"}])}`;
    return ["upgrade", "shop", "--set", `router=${router}`, "--set-json", parents, ...more];
  };
  let pods: Readonly<Record<string, number>>;

  afterAll(removePolicy);

  tell("a version that the live Service would not find is refused", async () => {
    pods = await world().pods("blue");
    expect(await refusal("upgrade", "shop", "--set", "image.tag=v2,nameOverride=other")).toBe(
      "Error: this version calls the Service of green shop-other-green, and the route leads to shop-green. " +
        "Keep nameOverride and fullnameOverride as they are live; or install the other name as a release of its own",
    );
    expect(await served(world())).toEqual(["v1"]);
  });

  tell("a router of another class under the same name is refused, for nobody would answer in between", async () => {
    expect(await refusal(...move("nginx", "--set", "nginx.className=nginx"))).toContain(
      "Ingress shop would change from class traefik to nginx",
    );
  });

  tell("both routes stay open until a person goes on, and the new one is taken back by finish", async () => {
    await djcd(...move("gateway-api", "--pause="));
    expect(await routes()).toBe("httproute/shop ingress/shop");
    expect(await djcd("status", "shop")).toContain("HTTPRoute/shop stands beside the recorded route");
    await djcd("finish", "shop");
    expect(await routes()).toBe("ingress/shop");
  });

  tell("from a Service with an Ingress to a Gateway, of which a second parent is run by nobody", async () => {
    const said = await djcd(...move("gateway-api"));
    expect(said).toContain("seen: blue answers through HTTPRoute shop");
    expect(said).toContain("seen in the answers: blue 100 %");
    expect(await routes()).toBe("httproute/shop");
    expect(await world().pods("blue")).toEqual(pods);
    expect(await status(world())).toMatchObject({phase: "stable", number: 0, router: "gateway-api"});
  });

  tell(
    "a canary with that parent; then a policy against the mark: no promotion, and the way back stands open",
    async () => {
      await djcd("upgrade", "shop", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "50,100", "--pause=");
      await applyPolicy();
      expect(await refusal("promote", "shop")).toContain(
        "the API server refuses what this writes on HTTPRoute shop for blue 0 %, green 100 %",
      );
      const {code, stderr} = await world().tryHelm("djcd", "rollback", "shop");
      expect({code, stderr}).toEqual({
        code: 1,
        stderr: expect.stringContaining("traffic is on blue 100 %, without the mark"),
      });
      await expect.poll(() => served(world()), {timeout: 10_000}).toEqual(["v1"]);
      await removePolicy();
      await untilMarksAre(/created/);
      await djcd("rollback", "shop");
      expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
    },
  );

  tell("to an Ingress of nginx, and from there to the Gateway again", async () => {
    await djcd(...move("nginx", "--set", "nginx.className=nginx"));
    expect(await routes()).toBe("ingress/shop");
    expect(await status(world())).toMatchObject({router: "nginx", weights: {blue: 100, green: 0}});
    await djcd(...move("gateway-api"));
    expect(await routes()).toBe("httproute/shop");
  });

  tell("back to the Service, and a release after that", async () => {
    await djcd(...move("service"));
    expect(await routes()).toBe("ingress/shop");
    expect(await world().pods("blue")).toEqual(pods);
    await djcd("upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
    await djcd("promote", "shop");
    expect(await served(world())).toEqual(["v2"]);
  });

  end();

  async function refusal(...args: readonly string[]): Promise<string> {
    const {code, stderr} = await world().tryHelm("djcd", ...args);
    expect(code, stderr).toBe(4);
    return stderr.split("\n").find((line) => line.startsWith("Error")) ?? "";
  }

  async function applyPolicy(): Promise<void> {
    const {namespace, kubectl} = world();
    await kubectl("apply", "-f", written({apiVersion: "v1", kind: "List", items: policy(namespace)}));
    await untilMarksAre(/filters on backends are forbidden/);
  }

  /** The API server hears of a policy, and of its end, some time after that was written. */
  async function untilMarksAre(what: RegExp): Promise<void> {
    const file = written(MARKED);
    const tried = (): Promise<string> => world().kubectl("create", "-f", file, "--dry-run=server").catch(String);
    await expect.poll(tried, {timeout: 30_000, interval: 500}).toMatch(what);
  }

  async function removePolicy(): Promise<void> {
    const {kubectl, kubeconfig} = world().cluster;
    const kinds = "validatingadmissionpolicybinding,validatingadmissionpolicy";
    await execa(kubectl, ["delete", kinds, POLICY, "--ignore-not-found"], {env: {KUBECONFIG: kubeconfig}});
  }
});

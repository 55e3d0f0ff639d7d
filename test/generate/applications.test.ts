import * as yaml from "js-yaml";
import {describe, expect, test} from "vitest";
import {generateApplications} from "../../src/generate/applications.ts";
import type {Controller, GitOps} from "../../src/generate/choices.ts";
import {shop, sources} from "./worlds.ts";

const gitops: GitOps = {
  controller: "argo-cd",
  repository: "https://git.example.com/shop.git",
  branch: "main",
  path: "deploy/shop",
  namespace: "production",
  secret: "",
  applications: {prefix: "", namespace: "", project: "default", server: "https://kubernetes.default.svc"},
};

const project = {file: "djcd.yaml", chart: "charts/shop"};

function generate(changed: Partial<GitOps> = {}) {
  return generateApplications(shop({gitops: {...gitops, ...changed}}), project, sources);
}

describe.each<Controller>(["argo-cd", "flux"])("for %s", (controller) => {
  test("the applications are as the golden file has them", async () => {
    const [applications] = generate({controller});
    expect(applications).toMatchObject({path: "../../deploy/shop/applications.yaml", once: false});
    await expect(applications?.content).toMatchFileSnapshot(`goldens/${controller}.yaml`);
  });
});

test("each of the three releases has a values file, which is the team's from then on", () => {
  const [, ...values] = generate();
  expect(values.map(({path, once}) => [path, once])).toEqual([
    ["../../deploy/shop/front.yaml", true],
    ["../../deploy/shop/blue.yaml", true],
    ["../../deploy/shop/green.yaml", true],
  ]);
});

test("blue is live with everything, green is idle, no release is everything, and each needs its block", () => {
  const [, ...values] = generate().map(({content}) => yaml.loadAll(content)[0]);
  expect(values).toEqual([
    {image: {tag: ""}, part: "front", rollout: {required: true, number: 0, live: "blue", traffic: {blue: 100}}},
    {image: {tag: ""}, part: "slot", rollout: {required: true, number: 0}},
    {image: {tag: ""}, part: "slot", rollout: {required: true, number: 0, idle: true}},
  ]);
});

test("Flux reads a repository that is closed with the Secret that is named, and else with none", () => {
  const source = (secret: string) =>
    yaml.loadAll(generate({controller: "flux", secret})[0]?.content ?? "").filter(Boolean)[0];
  expect(source("shop-git")).toMatchObject({kind: "GitRepository", spec: {secretRef: {name: "shop-git"}}});
  expect(source("")).not.toHaveProperty("spec.secretRef");
});

interface Application {
  readonly kind: string;
  readonly metadata: {readonly name: string; readonly namespace: string};
  readonly spec: {readonly project?: string; readonly destination?: {readonly server: string}} & Record<
    string,
    unknown
  >;
}

function applications(changed: Partial<GitOps>): Application[] {
  return yaml.loadAll(generate(changed)[0]?.content ?? "").filter(Boolean) as Application[];
}

describe("a second stage in the same cluster has applications of its own", () => {
  const own = {prefix: "staging-", namespace: "gitops", project: "shops", server: "https://10.0.0.1:6443"};

  test("of Argo CD: names, namespace, project and cluster are as djcd.yaml says, the release keeps its name", () => {
    const found = applications({applications: own});
    expect(found.map(({metadata}) => metadata)).toEqual(
      ["staging-shop", "staging-shop-blue", "staging-shop-green"].map((name) => ({name, namespace: "gitops"})),
    );
    for (const {spec} of found) {
      expect(spec).toMatchObject({project: "shops", destination: {server: own.server, namespace: "production"}});
    }
    expect(found[1]?.spec).toMatchObject({source: {helm: {releaseName: "shop-blue"}}});
  });

  test("of Flux: the source too, and the release comes into its own namespace", () => {
    const found = applications({controller: "flux", applications: own});
    expect(found.map(({kind, metadata}) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      "GitRepository gitops/staging-shop",
      "HelmRelease gitops/staging-shop",
      "HelmRelease gitops/staging-shop-blue",
      "HelmRelease gitops/staging-shop-green",
    ]);
    expect(found[1]?.spec).toMatchObject({
      releaseName: "shop",
      targetNamespace: "production",
      storageNamespace: "production",
      chart: {spec: {sourceRef: {name: "staging-shop"}}},
    });
  });

  test("left out, they are where the controller looks by itself", () => {
    expect(applications({})[0]?.metadata).toEqual({name: "shop", namespace: "argocd"});
    expect(applications({controller: "flux"})[0]?.metadata).toEqual({name: "shop", namespace: "production"});
    expect(applications({controller: "flux"})[1]?.spec).not.toHaveProperty("targetNamespace");
  });
});

test("Argo CD tries again with the newest commit, and keeps no dry run that was refused", () => {
  for (const application of applications({})) {
    expect(application.spec).toMatchObject({syncPolicy: {retry: {refresh: true}}});
    expect(application.metadata).not.toHaveProperty("annotations");
  }
});

test("without the choice there is nothing", () => {
  expect(generateApplications(shop(), project, sources)).toEqual([]);
});

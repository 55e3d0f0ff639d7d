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

test("without the choice there is nothing", () => {
  expect(generateApplications(shop(), project, sources)).toEqual([]);
});

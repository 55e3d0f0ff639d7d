import {describe, expect, test} from "vitest";
import {run} from "../refusals/run.ts";
import {candidate, clusterOf, filesOf, said, stable, typed, type World, warm} from "./files-world.ts";

// What is told of a release whose record is in values files.

test("status tells where a release stands, by its files", async () => {
  const ran = await typed("status shop --read deploy -o json", candidate(25));
  expect(JSON.parse(ran.stdout)).toMatchObject({
    phase: "candidate",
    number: 1,
    weights: {blue: 75, green: 25},
    slots: {green: {role: "candidate", image: "shop:v2", ready: 2}},
    next: [
      "helm djcd promote shop --write deploy",
      "helm djcd shift shop WEIGHT --write deploy",
      "helm djcd rollback shop --write deploy",
    ],
  });
});

describe("what is written and not applied", () => {
  const notesOf = async (world: World, shown: World, files = filesOf(world)): Promise<string[]> =>
    JSON.parse((await typed("status shop --read deploy -o json", world, files, shown)).stdout).notes;

  test("is told by its file, and is nobody's rollback", async () => {
    expect(await notesOf(candidate(50), candidate(25))).toEqual([
      "deploy/front.yaml is not applied yet: the route says blue 75 %, green 25 %, written is blue 50 %, green 50 %",
    ]);
    expect(await notesOf(candidate(25), candidate(25))).toEqual([]);
  });

  test("is told of a slot, and of one that a command filled and did not list, with what to type", async () => {
    const filled: World = {...stable, numbers: {blue: 2, green: 1}, idle: [], tags: {blue: "v3", green: "v2"}};
    expect(await notesOf(filled, stable)).toEqual([
      "deploy/blue.yaml is not applied yet: Deployment shop-web-blue is not as it is written yet: spec.template.spec.containers[0].image",
      "PodDisruptionBudget/shop-web-blue does not exist: its controller has not made it, or somebody deleted it",
      "blue is idle and still has pods: a command was interrupted. Type: helm djcd finish shop --write deploy",
    ]);
  });

  test("is told of the front that the live slot's file has left behind: by no plain Helm", async () => {
    const files = filesOf(stable);
    const green = (files["deploy/green.yaml"] ?? "").replace("shop.example.com", "new.example.com");
    expect(await notesOf(stable, stable, {...files, "deploy/green.yaml": green})).toEqual([
      expect.stringMatching(/^deploy\/green\.yaml is not applied yet: /),
      "deploy/front.yaml says something else than deploy/green.yaml, the live slot's: the next command brings it along",
    ]);
  });

  test("is told of an autoscaler that waits for the next version", async () => {
    const web = {replicas: 2, autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 4}};
    const byCommit: World = {...stable, person: {...said, web}};
    expect(await notesOf(byCommit, byCommit)).toEqual([
      "deploy/green.yaml turns an autoscaler on: it comes with the next version, for it would take the pods of this one down to one",
    ]);
  });
});

describe("without git behind the folder", () => {
  test.each(["history shop", "report shop --rollout 1"])("%s says where the past stands", async (words) => {
    const ran = await typed(`${words} --read deploy`, stable);
    expect({code: ran.code, says: ran.stderr}).toEqual({
      code: 1,
      says: "Error: --read deploy: the folder lies in no work tree of git, and what was before stands in git. Type the command in a clone",
    });
  });
});

describe("where nobody said that values files are the record", () => {
  test.each(["status shop", "promote shop", "doctor shop", "uninstall shop --yes"])(
    "%s names the flag",
    async (words) => {
      const ran = await run({typed: words, cluster: {objects: await clusterOf(warm)}});
      expect({code: ran.code, says: ran.stderr, writes: ran.writes}).toEqual({
        code: 1,
        says: "Error: shop in namespace default is no release of Helm, and its Deployments are there: a controller applies what is committed (GitOps). Say in which folder that is: --read FOLDER to look, --write FOLDER to change it",
        writes: [],
      });
    },
  );
});

test("the end of a release is typed by a person, the applications first", async () => {
  const ran = await typed("uninstall shop --read deploy -o json", stable);
  expect({writes: ran.writes, ...JSON.parse(ran.stdout)}).toEqual({
    writes: [],
    release: "shop",
    outcome: "nothing",
    says: [
      "shop is applied by a controller, which makes again what is deleted: its applications go first. Nothing was changed",
    ],
    next: [
      "kubectl delete -f deploy/applications.yaml",
      expect.stringMatching(
        /^kubectl -n default delete configmap,.*deployment\.apps,.* -l app\.kubernetes\.io\/instance=shop$/,
      ),
      "git rm -r deploy",
    ],
  });
});

test("the doctor knows charts, objects and Jobs by the files", async () => {
  const ran = await typed("doctor shop --read deploy -o json", stable);
  expect(ran.stderr).toBe("");
  const found = JSON.parse(ran.stdout) as {check: string; level: string; says: string}[];
  const of = (check: string) => found.filter((one) => one.check === check).map(({level, says}) => `${level}: ${says}`);
  expect(of("versions").filter((line) => line.includes("release"))).toEqual(
    ["shop", "shop-blue", "shop-green"].map((name) =>
      expect.stringMatching(new RegExp(`^ok: release ${name}: chart shop .*, contract 1, generated by djcd`)),
    ),
  );
  expect(of("leftovers")).toEqual(["ok: release shop: nothing was left behind"]);
});

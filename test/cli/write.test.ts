import * as yaml from "js-yaml";
import {describe, expect, test} from "vitest";
import type {Deployment} from "../../src/kubernetes/objects.ts";
import type {Traffic} from "../../src/release/block.ts";
import {type Outcome, run} from "../refusals/run.ts";
import {type Answers, status} from "../refusals/stub.ts";
import {
  candidate,
  candidateAt,
  charts,
  clusterOf,
  filesOf,
  previous,
  said,
  stable,
  typed,
  valuesOf,
  type World,
  warm,
} from "./files-world.ts";

// What a command does to values files, and to nothing else: the real command line, an API server that only tells.

/** Files that a command changed, by name. */
function changed({files}: Outcome, before: Readonly<Record<string, string>>): string[] {
  return Object.keys({...files, ...before}).filter((path) => files[path] !== before[path]);
}

const rolloutIn = ({files}: Outcome, file: string) =>
  (yaml.load(files[`deploy/${file}.yaml`] ?? "") as {rollout: {traffic: Traffic; idle?: boolean; seal: string}})
    .rollout;

test("a shift is written into the front's file, for a commit, and nothing into the cluster", async () => {
  const before = filesOf(candidate(25));
  const ran = await typed("shift shop 50 --write deploy", candidate(25), before);
  expect({code: ran.code, stderr: ran.stderr}).toEqual({code: 0, stderr: ""});
  expect(ran.writes).toEqual([]);
  expect(rolloutIn(ran, "front").traffic).toEqual({blue: 50, green: 50});
  expect(ran.stdout).toContain("written: deploy/front.yaml, deploy/blue.yaml, deploy/green.yaml\n");
  expect(ran.stdout).toContain("next:\n  git add deploy/front.yaml deploy/blue.yaml deploy/green.yaml\n");
});

test("what a file says beside its block stays as a person wrote it, and each file gets its seal", async () => {
  const before = filesOf(candidate(25));
  const ran = await typed("shift shop 50 --write deploy", candidate(25), before);
  expect(changed(ran, before)).toEqual(["deploy/blue.yaml", "deploy/front.yaml", "deploy/green.yaml"]);
  const text = ran.files["deploy/blue.yaml"] ?? "";
  expect(text.replace(/\n {2}seal: .*/, "")).toBe(before["deploy/blue.yaml"]);
  expect(rolloutIn(ran, "blue").seal).toMatch(/^[0-9a-f]{16}$/);
});

test("with -o json the outcome names what waits for a commit", async () => {
  const ran = await typed("promote shop --write deploy -o json", candidate(25));
  expect(JSON.parse(ran.stdout)).toMatchObject({
    rollout: 1,
    outcome: "written",
    written: ["front.yaml", "blue.yaml", "green.yaml"],
    next: [],
  });
  expect(rolloutIn(ran, "front").traffic).toEqual({blue: 0, green: 100});
});

test("a dry run shows the steps and changes no file", async () => {
  const before = filesOf(warm);
  const ran = await typed("finish shop --write deploy --dry-run --exit-code", warm, before);
  expect({code: ran.code, changed: changed(ran, before), writes: ran.writes}).toEqual({
    code: 2,
    changed: [],
    writes: [],
  });
  expect(ran.stdout).toContain("1. traffic: green 100 %\n  2. let the data plane forget blue\n  3. scale blue to 0");
});

test("a second command goes on where the first one ended: off the route, then down", async () => {
  const first = await typed("finish shop --write deploy", warm);
  expect(rolloutIn(first, "front").traffic).toEqual({green: 100});
  expect(rolloutIn(first, "blue").idle).toBeUndefined();
  const offTheRoute = {...stable, idle: []};
  const second = await typed("finish shop --write deploy", offTheRoute, first.files, offTheRoute);
  expect({code: second.code, stderr: second.stderr}).toEqual({code: 0, stderr: ""});
  expect(rolloutIn(second, "blue").idle).toBe(true);
  const third = await typed("finish shop --write deploy", stable, second.files);
  expect(third.stdout).toBe("shop: nothing to finish, no rollout is out");
});

test("a cold rollback fills the idle slot with the version that its file holds", async () => {
  const ran = await typed("rollback shop --write deploy", stable);
  expect(ran.stdout).toContain("#2 rolls back to #0: shop:v1");
  expect(yaml.load(ran.files["deploy/blue.yaml"] ?? "")).toMatchObject({
    image: {tag: "v1"},
    rollout: {required: true, number: 2, from: 0, needs: []},
  });
  expect(rolloutIn(ran, "blue").idle).toBeUndefined();
});

test("the image that is live with another configuration is a version, for the idle slot", async () => {
  const before = filesOf(stable);
  const words = "upgrade shop --set web.health.path=/other --write deploy --dry-run=client";
  const ran = await typed(words, stable, before);
  expect({code: ran.code, stderr: ran.stderr, changed: changed(ran, before)}).toEqual({
    code: 0,
    stderr: "",
    changed: [],
  });
  expect(ran.stdout).toContain("  1. fill blue with #2: shop:v2\n  2. wait until blue is ready\n");
});

test("settings that restart nothing go into the live slot's file, and with the next command into the front's", async () => {
  const words = "upgrade shop --set web.pdb.enabled=false --write deploy";
  const first = await typed(words, stable);
  expect({code: first.code, stderr: first.stderr}).toEqual({code: 0, stderr: ""});
  expect(yaml.load(first.files["deploy/green.yaml"] ?? "")).toMatchObject({
    web: {pdb: {enabled: false}},
    rollout: {number: 1},
  });
  const second = await typed(words, stable, first.files);
  expect(yaml.load(second.files["deploy/front.yaml"] ?? "")).toMatchObject({web: {pdb: {enabled: false}}});
  expect(rolloutIn(second, "front").traffic).toEqual({green: 100});
});

test("an older version than that is in no file", async () => {
  const ran = await typed("rollback shop --to 7 --write deploy", {
    ...stable,
    block: {...stable.block, number: 9},
    numbers: {blue: 0, green: 9},
  });
  expect({code: ran.code, says: ran.stderr}).toEqual({
    code: 4,
    says: "Error: #7 is in no values file any more: the idle slot holds #0. Its values are in the history of git: release them as a version, with: helm djcd upgrade shop -f FILE",
  });
});

describe("slots that an HPA sizes", async () => {
  const autoscaling = {enabled: true, minReplicas: 2, maxReplicas: 10};
  const sized: World = {...candidateAt(25), person: {...said, web: {autoscaling}}, autoscaled: true};
  const six: World = {...sized, pods: {blue: 6, green: 2}};

  test("before traffic moves each keeps what all of it needs: that is a commit of its own", async () => {
    const ran = await typed("shift shop 50 --write deploy", six);
    expect({code: ran.code, stderr: ran.stderr}).toEqual({code: 0, stderr: ""});
    expect(yaml.load(ran.files["deploy/green.yaml"] ?? "")).toMatchObject({rollout: {least: 8}});
    expect(yaml.load(ran.files["deploy/blue.yaml"] ?? "")).toMatchObject({rollout: {least: 8}});
    expect(rolloutIn(ran, "front").traffic).toEqual({blue: 75, green: 25});
  });

  test("when the other one goes down it decides again", async () => {
    const held: World = {
      ...six,
      block: {...stable.block, live: "green"},
      pods: {blue: 6, green: 8},
      least: {blue: 0, green: 8},
    };
    const ran = await typed("finish shop --write deploy", held);
    expect({code: ran.code, stderr: ran.stderr}).toEqual({code: 0, stderr: ""});
    expect(yaml.load(ran.files["deploy/blue.yaml"] ?? "")).toMatchObject({rollout: {idle: true}});
    expect(ran.files["deploy/green.yaml"]).not.toContain("least");
  });
});

describe("an autoscaler that a commit turned on between two rollouts", () => {
  const person = {...said, web: {replicas: 3, autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 10}}};
  const byCommit: World = {...stable, person};

  test("leaves the live pods as many as they are", async () => {
    const {deployments = [], horizontalpodautoscalers} = await clusterOf(byCommit);
    const live = deployments.find(({metadata}) => metadata.name === "shop-web-green") as Deployment;
    expect({replicas: live.spec.replicas, horizontalpodautoscalers}).toEqual({
      replicas: 3,
      horizontalpodautoscalers: [],
    });
  });

  test("comes with the next version, though nothing else is new", async () => {
    const ran = await typed("upgrade shop --write deploy --dry-run=client", byCommit);
    expect({code: ran.code, stderr: ran.stderr}).toEqual({code: 0, stderr: ""});
    expect(ran.stdout).toContain("  1. fill blue with #2: shop:v2\n");
  });

  test("is there from the beginning where the version brings it", async () => {
    const filled: World = {...byCommit, autoscaled: true};
    const {deployments = [], horizontalpodautoscalers = []} = await clusterOf(filled);
    expect(horizontalpodautoscalers.map(({metadata}) => metadata.name)).toEqual(["shop-web-green"]);
    expect(deployments).toHaveLength(2);
    const ran = await typed("rollback shop --write deploy", filled);
    expect(rolloutIn(ran, "blue")).toMatchObject({autoscaled: true});
    const without = await typed("rollback shop --write deploy", stable);
    expect(rolloutIn(without, "blue")).toMatchObject({autoscaled: false});
  });
});

test("a cluster that does not follow is waited for, and told; nothing goes back", async () => {
  const before = filesOf(candidate(25));
  const ran = await typed("shift shop 50 --write deploy --timeout 1s", candidate(25), before, candidate(5));
  expect({code: ran.code, says: ran.stderr, changed: changed(ran, before)}).toEqual({
    code: 1,
    says: "Error: the cluster does not follow what is written in deploy: not ready after 1 s: the route says blue 95 %, green 5 %, written is blue 75 %, green 25 %. Is it committed and pushed, and what does the controller say? Then type the same command again",
    changed: [],
  });
});

describe("a version that the API server refuses", () => {
  const POLICY =
    "deployments.apps \"shop-web-green\" is forbidden: ValidatingAdmissionPolicy 'images' denied request: v2 is banned";
  const refuses: Answers = ({method, path}) =>
    method === "PUT" && path.includes("/deployments/shop-web-green?dryRun=All")
      ? status(422, "Invalid", POLICY)
      : undefined;
  const live: World = {
    block: {number: 0, live: "blue", traffic: {blue: 100}, previous},
    numbers: {blue: 0, green: 1},
    idle: [],
  };
  const before: World = {...live, numbers: {blue: 0, green: 0}, idle: ["green"], tags: {blue: "v1", green: "v0"}};

  test("goes back with the policy's words, and leaves a file that is taken", async () => {
    const first = await typed(
      "promote shop --write deploy",
      candidate(25),
      undefined,
      {...candidate(25), tags: before.tags},
      refuses,
    );
    expect({code: first.code, says: first.stderr}).toEqual({
      code: 3,
      says: expect.stringContaining(`Error: the API server refuses Deployment shop-web-green: ${POLICY}\n`),
    });
    expect(rolloutIn(first, "front").traffic).toEqual({blue: 100});
  });

  test("is not waited for when it goes down: the live version stands in for it", async () => {
    const first = await typed("rollback shop --write deploy", live, filesOf(live), before);
    expect(rolloutIn(first, "front")).toMatchObject({number: 1, traffic: {blue: 100}});
    const ran = await typed("rollback shop --write deploy", live, first.files, before);
    expect({code: ran.code, stderr: ran.stderr}).toEqual({code: 0, stderr: ""});
    expect(yaml.load(ran.files["deploy/green.yaml"] ?? "")).toMatchObject({
      image: {tag: "v1"},
      rollout: {idle: true, number: 0},
    });
  });

  test("that is down already keeps nobody waiting: neither a rollback nor the next version", async () => {
    const down = {...live, idle: ["green"] as const};
    const ended = await typed(
      "rollback shop --write deploy",
      {...down, numbers: {blue: 0, green: 1}},
      undefined,
      before,
    );
    expect(ended.stderr).toBe("Error: shop has no version before this one to go back to");
    const next = await typed(
      "upgrade shop --set web.pdb.enabled=false --write deploy --timeout 1s",
      down,
      undefined,
      before,
    );
    expect({code: next.code, stderr: next.stderr}).toEqual({code: 0, stderr: ""});
  });

  test("that is live is told before anything is planned", async () => {
    const words = "upgrade shop --set web.pdb.enabled=false --write deploy";
    const ran = await typed(words, stable, undefined, {...stable, tags: {blue: "v1", green: "v1"}}, refuses);
    expect({code: ran.code, says: ran.stderr}).toEqual({
      code: 1,
      says: `Error: the cluster does not follow what is written in deploy: the API server refuses Deployment shop-web-green: ${POLICY}. Is it committed and pushed, and what does the controller say? Then type the same command again`,
    });
  });

  test("is none where only we may not ask", async () => {
    const mayNot: Answers = ({path}) =>
      path.includes("dryRun=All")
        ? status(
            403,
            "Forbidden",
            'User "ci" cannot update resource "deployments" in API group "apps" in the namespace "default"',
          )
        : undefined;
    const ran = await typed(
      "promote shop --write deploy --timeout 7s",
      candidate(25),
      undefined,
      {...candidate(25), tags: before.tags},
      mayNot,
    );
    expect({code: ran.code, says: ran.stderr}).toEqual({
      code: 1,
      says: expect.stringMatching(
        /the cluster does not follow what is written in deploy: not ready after 7 s: Deployment shop-web-green is not as it is written yet/,
      ),
    });
  });
});

describe("a release that has no version yet", () => {
  const {front, blue, green} = valuesOf({
    ...stable,
    block: {...stable.block, number: 0, live: "blue", traffic: {blue: 100}},
  });
  const unsaid = (values: object): string => {
    const {part, rollout} = values as Record<string, unknown>;
    return `# Ours.\n${yaml.dump({image: {tag: ""}, part, rollout})}`;
  };
  const files = {
    ...charts,
    "deploy/front.yaml": unsaid(front as object),
    "deploy/blue.yaml": unsaid(blue as object),
    "deploy/green.yaml": unsaid(green as object),
  };
  const upgrade = (flags: string) =>
    run({typed: `upgrade shop --write deploy ${flags}`, files, cluster: {objects: {}}});

  test("gets its first in all three files alike, each with its own block", async () => {
    const ran = await upgrade("--set image.tag=v1 --set hosts[0]=www.example.com");
    expect({code: ran.code, stderr: ran.stderr}).toEqual({code: 0, stderr: ""});
    expect(ran.stdout).toContain("  kubectl apply -f deploy/applications.yaml");
    for (const file of ["front", "blue", "green"]) {
      const before = yaml.load(files[`deploy/${file}.yaml` as keyof typeof files] ?? "") as object;
      const text = ran.files[`deploy/${file}.yaml`] ?? "";
      expect(yaml.load(text)).toEqual({...before, image: {tag: "v1"}, hosts: ["www.example.com"]});
      expect(text).toMatch(/^# Ours\.\n/);
    }
  });

  test("is not written where the chart refuses it", async () => {
    const ran = await upgrade("--set image.tag=v1,router=gateway-api");
    expect(ran.stderr).toContain("router is gateway-api and gateway.parentRefs is empty");
    expect(changed(ran, files)).toEqual([]);
  });
});

describe("a file that somebody changed while a rollout is out", async () => {
  const written = (await typed("shift shop 50 --write deploy", candidate(25))).files;
  const byHand = (written["deploy/green.yaml"] ?? "").replace("tag: v2", "tag: v9");
  const files = {...written, "deploy/green.yaml": byHand};

  test("is named, and the command ends", async () => {
    const ran = await typed("promote shop --write deploy", candidate(50), files);
    expect({code: ran.code, says: ran.stderr, changed: changed(ran, files)}).toEqual({
      code: 4,
      says: "Error: somebody else changed deploy/green.yaml while #1 is out. Restore it as djcd wrote it; or take the rollout back, with: helm djcd rollback shop --write deploy",
      changed: [],
    });
  });

  test("does not stand in the way back, and stays", async () => {
    const ran = await typed("rollback shop --write deploy", candidate(50), files);
    expect({code: ran.code, traffic: rolloutIn(ran, "front").traffic}).toEqual({code: 0, traffic: {blue: 100}});
    expect(ran.files["deploy/green.yaml"]).toContain("tag: v9");
  });
});

const REFUSED: readonly (readonly [
  what: string,
  typed: string,
  files: Record<string, string>,
  code: number,
  says: string,
])[] = [
  ["--push alone", "promote shop --push", {}, 1, "Error: --push goes with --write DIR: give both, or neither"],
  [
    "no such folder",
    "promote shop --write deplo",
    {},
    1,
    "Error: --write deplo: there is no such folder. To have one: choose gitops in djcd.yaml and type: helm djcd generate",
  ],
  [
    "no release",
    "promote --write deploy",
    {},
    1,
    "Error: --write deploy: name the release too, as in: helm djcd status shop --read deploy",
  ],
  ["--write and nothing after it", "promote shop --write", {}, 1, "Error: flag needs an argument: --write"],
  [
    "a folder outside of git",
    "promote shop --write deploy --push",
    {},
    1,
    "Error: --push: deploy is in no work tree of git. Leave --push out, or clone the repository",
  ],
  [
    "a values file that is none",
    "promote shop --write deploy",
    {"deploy/blue.yaml": "a: [\n"},
    1,
    "Error: deploy/blue.yaml cannot be read: line 2, column 1: deficient indentation",
  ],
  [
    "a values file of everything",
    "promote shop --write deploy",
    {"deploy/front.yaml": "image: {tag: v1}\n"},
    4,
    "Error: deploy/front.yaml is not the values file of a front: it needs part: front and rollout.required: true. Restore it from the commit before",
  ],
];

test.each(REFUSED)("%s is refused in words", async (_, words, files, code, says) => {
  const before = filesOf(candidate(25), files);
  const ran = await typed(words, candidate(25), before);
  expect({code: ran.code, says: ran.stderr, changed: changed(ran, before), writes: ran.writes}).toEqual({
    code,
    says,
    changed: [],
    writes: [],
  });
});

test("a file that is missing is told", async () => {
  const {"deploy/green.yaml": _, ...files} = filesOf(candidate(25));
  const ran = await typed("promote shop --write deploy", candidate(25), files);
  expect(ran.stderr).toBe(
    "Error: deploy has no green.yaml. To have one: choose gitops in djcd.yaml and type: helm djcd generate",
  );
});

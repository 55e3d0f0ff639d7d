import {expect, test} from "vitest";
import {withWhatRan} from "../../src/incoming/what-ran.ts";
import type {Pod} from "../../src/kubernetes/objects.ts";
import type {Entry} from "../../src/release/ledger.ts";
import {buildText, digestOf, isMoved, ranIn, unpinned} from "../../src/release/ran.ts";
import {stable} from "../fixtures/worlds/worlds.ts";
import {version} from "../plan/outcome.ts";

const A = `sha256:${"a".repeat(64)}`;
const B = `sha256:${"b".repeat(64)}`;

const {green} = stable.slots;
const name = green.workloads[0]?.spec.template.spec.containers[0]?.name ?? "";

function podsWith(...ids: (string | undefined)[]): Pod[] {
  const [pod] = green.pods;
  return ids.map((imageID) => ({
    ...(pod as Pod),
    status: {containerStatuses: [status(name, imageID), status("sidecar", `other@${B}`)]},
  }));
}

const status = (container: string, imageID: string | undefined) => ({
  ...{name: container, ready: true, restartCount: 0, image: "shop:v1"},
  ...(imageID === undefined ? {} : {imageID}),
});

test.each([
  ["one build in all pods", [`r/shop@${A}`, `r/shop@${A}`], [`r/shop@${A}`]],
  ["two builds of one tag", [`r/shop@${B}`, `r/shop@${A}`], [`r/shop@${A}`, `r/shop@${B}`]],
  ["how Docker said it", [`docker-pullable://r/shop@${A}`], [`r/shop@${A}`]],
  ["a pod that has not begun", [undefined, `r/shop@${A}`], [`r/shop@${A}`]],
  ["an empty one", [""], undefined],
  ["no pod", [], undefined],
])("what runs in a slot, somebody's sidecar left out: %s", (_, given, ids) => {
  expect(ranIn({...green, pods: podsWith(...given)})?.ids).toEqual(ids);
});

test("a pod that ends is of the version before", () => {
  const [ending, staying] = podsWith(B, A);
  const metadata = {...(ending as Pod).metadata, deletionTimestamp: "2026-11-25T12:00:00Z"};
  expect(ranIn({...green, pods: [{...(ending as Pod), metadata}, staying as Pod]})?.ids).toEqual([A]);
});

test.each([
  ["of a registry", [`r.example.com:5000/shop@${A}`], A],
  ["that only a node knows", [A], undefined],
  ["of two builds", [`r/shop@${A}`, `r/shop@${B}`], undefined],
  ["in another hash", ["r/shop@sha512:abc"], undefined],
])("the digest of an image %s", (_, ids, expected) => expect(digestOf({image: "shop:v1", ids})).toBe(expected));

const entry = (rollout: number, ...ids: string[]): Entry => ({
  ...{rollout, at: `2026-11-25T12:0${rollout}:00.000Z`, did: "wait until green is ready", by: "ann"},
  ran: {image: "shop:v1", ids},
});

test("a tag has moved where two builds ran under it", () => {
  expect(isMoved([entry(1, `r/shop@${A}`), entry(2, `r/shop@${A}`)], "shop:v1")).toBe(false);
  expect(isMoved([entry(1, `r/shop@${A}`), entry(2, `r/shop@${B}`)], "shop:v1")).toBe(true);
  expect(isMoved([entry(1, `r/shop@${A}`), entry(2, `r/shop@${B}`)], "shop:v2")).toBe(false);
  // Two kinds of machines run one build under two IDs.
  expect(isMoved([entry(1, `r/shop@${A}`, `r/shop@${B}`), entry(2, `r/shop@${A}`)], "shop:v1")).toBe(false);
});

const older = {number: 1, version: version("v1")};

test("a rollback brings the digest back that ran, and says so", () => {
  const {version: brought, says, questions} = withWhatRan(older, [entry(1, `r/shop@${B}`), entry(1, `r/shop@${A}`)]);
  expect(brought).toMatchObject({values: {image: {tag: "v1", digest: A}}, pinned: A});
  expect(brought.image).toContain(`@${A}`);
  expect({says, questions}).toEqual({says: [`${brought.image} is what ran in #1 as v1`], questions: undefined});
});

test.each([
  ["nothing is known", [], {says: ["which build of shop:v1 ran in #1 is not known: what shop:v1 is today comes back"]}],
  [
    "only a node knows it",
    [entry(1, A), entry(2, A)],
    {
      says: [
        `shop:v1 ran in #1 as ${"a".repeat(12)}, which no registry can be asked for: what shop:v1 is today comes back`,
      ],
    },
  ],
  [
    "and the tag was built anew since",
    [entry(1, A), entry(2, B)],
    {
      questions: [
        {
          kind: "build",
          name: "shop:v1",
          text: `shop:v1 ran in #1 as ${"a".repeat(12)}, which no registry can be asked for: what shop:v1 is today comes back, and it was another build since. Go on?`,
        },
      ],
    },
  ],
  [
    "two ran at once, as on two kinds of machines",
    [entry(1, `r/shop@${A}`, `r/shop@${B}`), entry(2, `r/shop@${B}`)],
    {
      says: [
        `shop:v1 ran in #1 as ${"a".repeat(12)} and ${"b".repeat(12)}, which no registry can be asked for: what shop:v1 is today comes back`,
      ],
    },
  ],
])("where the digest cannot be named the version stays as it is stored, and that is told: %s", (_, entries, told) => {
  const {version: brought, says, questions} = withWhatRan(older, entries);
  expect(brought).toEqual(older.version);
  expect({...(says && {says}), ...(questions && {questions})}).toEqual(told);
});

test("a digest that a rollback put there goes with the next image, one of a person stays", () => {
  const values = {image: {tag: "v1", digest: A}, config: {A: 1}};
  expect(unpinned(A, values)).toEqual({image: {tag: "v1"}, config: {A: 1}});
  expect(unpinned(undefined, values)).toEqual(values);
  expect(unpinned(B, values)).toEqual(values);
  expect(buildText({image: "shop:v1", ids: [`r/shop@${A}`]})).toBe("a".repeat(12));
});

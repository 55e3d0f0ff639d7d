import {expect, test} from "vitest";
import {valuesErrors} from "../../src/generate/values-errors.ts";
import {valuesSchema} from "../../src/generate/values-schema.ts";
import {shop, sources} from "./worlds.ts";

const schema = valuesSchema(shop(), sources.schemas);

const STEPS = "has to be a list of percentages in ascending order that ends with 100.";

const IMAGE =
  "and has to be the image without tag and digest, in lower case, such as registry.example.com:5000/shop: those are image.tag and image.digest.";

const BAD: readonly (readonly [values: unknown, errors: readonly string[]])[] = [
  [null, ["the document is empty and has to be a mapping with the values of the chart."]],
  [
    {image: {tag: 20261125}},
    [
      "image.tag is the number 20261125 and has to be a string: give it with --set-string image.tag=TAG, or in quotes in a file.",
    ],
  ],
  [{image: {tagg: "v1"}}, ["image.tagg is not known here. Did you mean tag?"]],
  [{image: {repository: "r:5000/a:v9"}}, [`image.repository is "r:5000/a:v9" ${IMAGE}`]],
  [{image: {repository: "a@sha256:12"}}, [`image.repository is "a@sha256:12" ${IMAGE}`]],
  [{image: {repository: "https://r.example.com/a"}}, [`image.repository is "https://r.example.com/a" ${IMAGE}`]],
  [{image: {repository: "r.example.com/Shop"}}, [`image.repository is "r.example.com/Shop" ${IMAGE}`]],
  [{image: {repository: "localhost:5000"}}, [`image.repository is "localhost:5000" ${IMAGE}`]],
  [{image: {repository: "a/"}}, [`image.repository is "a/" ${IMAGE}`]],
  [{env: [{name: "X", value: 10485760}]}, ["env[0].value has to be a string: put it in quotes."]],
  [{env: [{name: "X", value: true}]}, ["env[0].value has to be a string: put it in quotes."]],
  [{env: [{value: "1"}]}, ["env[0].name is missing."]],
  [
    {image: {digest: "sha256:12"}},
    ['image.digest is "sha256:12" and has to be a digest such as sha256:… with 64 hexadecimal digits, or empty.'],
  ],
  [{hosts: []}, ["hosts is an empty list and has to be a list of one or more host names."]],
  [
    {hosts: ["http://shop"]},
    ['hosts[0] is "http://shop" and has to be a host name in lower case, such as shop.example.com or *.example.com.'],
  ],
  [{web: {replica: 2}}, ["web.replica is not known here. Did you mean replicas?"]],
  [{web: {replicas: -1}}, ["web.replicas is the number -1 and has to be a number of pods, 0 or more."]],
  [{web: {server: {threads: "4"}}}, ['web.server.threads is "4" and has to be a number of threads, 1 or more.']],
  [
    {web: {pdb: {maxUnavailable: "0%"}}},
    ['web.pdb.maxUnavailable is "0%" and has to be a number of pods, or a percentage such as 25%.'],
  ],
  [
    {config: {"A-B": 1}},
    ["the name config.A-B has to be a name of letters, digits and underscores, not beginning with a digit."],
  ],
  [{config: {A: ["x"]}}, ["config.A has to be a string, a number or true or false."]],
  [{podAnnotations: {x: true}}, ["podAnnotations.x is true and has to be a string: put it in quotes."]],
  [{router: "istio"}, ['router is "istio" and has to be service or gateway-api: the menu is routers in djcd.yaml.']],
  [
    {gateway: {parentRefs: ["public"]}},
    [
      'gateway.parentRefs[0] is "public" and has to be a Gateway API ParentReference, such as {name: public, namespace: gateways, sectionName: https}.',
    ],
  ],
  [{gateway: {parentRefs: [{}]}}, ["gateway.parentRefs[0].name is missing."]],
  [{strategy: {type: "bluegreen"}}, ['strategy.type is "bluegreen" and has to be blue-green or canary.']],
  [{strategy: {canary: {steps: [5, 50]}}}, [`strategy.canary.steps is the list [5,50] and ${STEPS}`]],
  [{strategy: {canary: {steps: []}}}, [`strategy.canary.steps is an empty list and ${STEPS}`]],
  [
    {strategy: {canary: {steps: [5, 100, 120]}}},
    ["strategy.canary.steps[2] is the number 120 and has to be a whole percentage from 0 to 100."],
  ],
  [{strategy: {canary: {steps: [5, 5, 100]}}}, ["strategy.canary.steps says the number 5 twice."]],
  [
    {strategy: {canary: {steps: [50, 25, 100]}}},
    ["strategy.canary.steps has 25 after 50: each step has to be greater than the one before."],
  ],
  [
    {strategy: {canary: {steps: [100, 5]}}},
    ["strategy.canary.steps has 5 after 100: each step has to be greater than the one before."],
  ],
  [
    {strategy: {canary: {pause: "2 minutes"}}},
    [
      'strategy.canary.pause is "2 minutes" and has to be a time such as 30s, 2m or 1h30m, or empty to wait for a person.',
    ],
  ],
  [{part: "both"}, ['part is "both" and has to be all, slot, front or job; it belongs to helm djcd.']],
  [{rollout: {needs: ["shop"]}}, ['rollout.needs[0] is "shop" and has to be a migration such as shop.0002_price.']],
  [{rollout: {live: "red"}}, ['rollout.live is "red" and has to be blue or green.']],
  [
    {tls: {secret: "x"}, migrations: {timeoutSeconds: 0}},
    [
      "tls.secret is not known here. Known are: secretName.",
      "migrations.timeoutSeconds is the number 0 and has to be a number of seconds, 1 or more.",
    ],
  ],
];

test.each(BAD)("%j is refused in words", (values, errors) => {
  expect(valuesErrors(schema, values)).toEqual(errors);
});

const GOOD: readonly unknown[] = [
  {},
  ...["", "shop", "team/shop", "r.example.com:5000/a/b_c", "Registry:5000/a", "[::1]:5000/a"].map((repository) => ({
    image: {repository},
  })),
  {global: {anything: {goes: 1}}},
  {config: {A: "x", B: 10000000, C: true, D: null}},
  {
    web: {
      resources: {limits: {cpu: 1, "nvidia.com/gpu": 1}},
      affinity: {nodeAffinity: {}},
      tolerations: [{operator: "Exists"}],
    },
  },
  {
    volumes: [{name: "media", persistentVolumeClaim: {claimName: "media"}}],
    env: [{name: "A", valueFrom: {fieldRef: {}}}],
  },
  {strategy: {type: "canary", canary: {steps: [0, 1, 100], pause: ""}}},
  {
    rollout: {
      number: 0,
      revision: 3,
      live: "blue",
      traffic: {blue: 100},
      previous: [1, 0],
    },
  },
];

test.each(GOOD)("%j is allowed", (values) => {
  expect(valuesErrors(schema, values)).toEqual([]);
});

test("without steps of its own a chart's values have no wrong steps", () => {
  expect(valuesErrors(schema, {strategy: {canary: {}}})).toEqual([]);
});

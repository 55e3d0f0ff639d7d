import {expect, test} from "vitest";
import {originOf, signed} from "../../src/release/origin.ts";

const ME = "ann@laptop";

test.each([
  ["nowhere in particular", {}, {by: ME}],
  [
    "GitHub Actions",
    {
      GITHUB_ACTIONS: "true",
      GITHUB_ACTOR: "ann",
      GITHUB_TRIGGERING_ACTOR: "bob",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "shop/shop",
      GITHUB_RUN_ID: "17",
    },
    {by: "bob", run: "https://github.com/shop/shop/actions/runs/17"},
  ],
  [
    "GitLab CI",
    {GITLAB_CI: "true", GITLAB_USER_LOGIN: "ann", CI_PIPELINE_URL: "https://gl/p/1", CI_JOB_URL: "https://gl/j/2"},
    {by: "ann", run: "https://gl/j/2"},
  ],
  [
    "Jenkins",
    {JENKINS_URL: "https://ci/", BUILD_URL: "https://ci/job/shop/3/"},
    {by: ME, run: "https://ci/job/shop/3/"},
  ],
  ["Jenkins that knows the user", {JENKINS_URL: "https://ci/", BUILD_USER_ID: "ann"}, {by: "ann"}],
  [
    "CircleCI",
    {CIRCLECI: "true", CIRCLE_USERNAME: "ann", CIRCLE_BUILD_URL: "https://circleci.com/gh/shop/shop/4"},
    {by: "ann", run: "https://circleci.com/gh/shop/shop/4"},
  ],
  [
    "Buildkite",
    {
      BUILDKITE: "true",
      BUILDKITE_BUILD_CREATOR: "Ann",
      BUILDKITE_UNBLOCKER: "Bob",
      BUILDKITE_BUILD_URL: "https://buildkite.com/shop/shop/builds/5",
      BUILDKITE_JOB_ID: "0189",
    },
    {by: "Bob", run: "https://buildkite.com/shop/shop/builds/5#0189"},
  ],
  [
    "Azure Pipelines",
    {
      TF_BUILD: "True",
      BUILD_REQUESTEDFOR: "Ann Lee",
      SYSTEM_COLLECTIONURI: "https://dev.azure.com/shop/",
      SYSTEM_TEAMPROJECT: "Web Shop",
      BUILD_BUILDID: "6",
    },
    {by: "Ann Lee", run: "https://dev.azure.com/shop/Web%20Shop/_build/results?buildId=6"},
  ],
  ["a CI that names neither", {CIRCLECI: "true", CIRCLE_USERNAME: ""}, {by: ME}],
] as const)("%s", (_, env, origin) => expect(originOf(env, ME, undefined)).toEqual(origin));

test("a reason is one line, whatever was pasted", () => {
  expect(originOf({}, ME, " fixes\n  the checkout ").reason).toBe("fixes the checkout");
});

test.each([
  ["  ", '--reason is empty: say why, as in --reason "fixes the checkout"'],
  ["x".repeat(501), "--reason has 501 characters, 500 is the most: say it in a sentence"],
])("a reason that says nothing, or too much, is an error", (said, message) => {
  expect(() => originOf({}, ME, said)).toThrow(message);
});

test.each([
  [{by: ME}, "#7 at 25 %, by ann@laptop"],
  [{by: "ann", run: "https://ci/3"}, "#7 at 25 %, by ann (https://ci/3)"],
  [{by: "ann", run: "https://ci/3", reason: "looks good"}, "#7 at 25 %, by ann (https://ci/3): looks good"],
])("a revision says who made it, from where and why", (origin, description) => {
  expect(signed("#7 at 25 %", origin)).toBe(description);
});

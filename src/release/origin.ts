import {DjcdError} from "../errors.ts";
import type {Origin} from "./block.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** How a CI system tells, in the environment of its jobs, whom it runs for and where a person can look at the run. */
interface CiSystem {
  readonly isHere: (env: Env) => boolean;
  readonly by: (env: Env) => string | undefined;
  readonly run: (env: Env) => string | undefined;
}

const CI_SYSTEMS: Readonly<Record<string, CiSystem>> = {
  "GitHub Actions": {
    isHere: ({GITHUB_ACTIONS}) => GITHUB_ACTIONS === "true",
    by: ({GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR}) => GITHUB_TRIGGERING_ACTOR || GITHUB_ACTOR,
    run: ({GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID}) =>
      GITHUB_RUN_ID && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
  },
  "GitLab CI": {
    isHere: ({GITLAB_CI}) => GITLAB_CI === "true",
    by: ({GITLAB_USER_LOGIN}) => GITLAB_USER_LOGIN,
    run: ({CI_JOB_URL, CI_PIPELINE_URL}) => CI_JOB_URL || CI_PIPELINE_URL,
  },
  Jenkins: {
    isHere: ({JENKINS_URL}) => Boolean(JENKINS_URL),
    // Jenkins itself names nobody: these are of its plugins "build user vars" and "branch source".
    by: ({BUILD_USER_ID, CHANGE_AUTHOR}) => BUILD_USER_ID || CHANGE_AUTHOR,
    run: ({BUILD_URL}) => BUILD_URL,
  },
  CircleCI: {
    isHere: ({CIRCLECI}) => CIRCLECI === "true",
    by: ({CIRCLE_USERNAME}) => CIRCLE_USERNAME,
    run: ({CIRCLE_BUILD_URL}) => CIRCLE_BUILD_URL,
  },
  Buildkite: {
    isHere: ({BUILDKITE}) => BUILDKITE === "true",
    // Who let the build go on after a block step decided more than who pushed.
    by: ({BUILDKITE_UNBLOCKER, BUILDKITE_BUILD_CREATOR}) => BUILDKITE_UNBLOCKER || BUILDKITE_BUILD_CREATOR,
    run: ({BUILDKITE_BUILD_URL, BUILDKITE_JOB_ID}) =>
      BUILDKITE_BUILD_URL && [BUILDKITE_BUILD_URL, BUILDKITE_JOB_ID].filter(Boolean).join("#"),
  },
  "Azure Pipelines": {
    isHere: ({TF_BUILD}) => TF_BUILD?.toLowerCase() === "true",
    by: ({BUILD_REQUESTEDFOR}) => BUILD_REQUESTEDFOR,
    run: ({SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECT, BUILD_BUILDID}) =>
      BUILD_BUILDID &&
      `${SYSTEM_COLLECTIONURI}${encodeURIComponent(SYSTEM_TEAMPROJECT ?? "")}/_build/results?buildId=${BUILD_BUILDID}`,
  },
};

/** Who runs a command, by the CI's environment where it runs in one, else by the machine; and what they said of why. */
export function originOf(env: Env, userAtHost: string, said: string | undefined): Origin {
  const ci = Object.values(CI_SYSTEMS).find(({isHere}) => isHere(env));
  const run = ci?.run(env);
  const reason = said === undefined ? undefined : readReason(said);
  return {by: oneLine(ci?.by(env) || userAtHost), ...(run && {run: oneLine(run)}), ...(reason && {reason})};
}

const LONGEST = 500;

function readReason(said: string): string {
  const reason = oneLine(said);
  if (reason === "") throw new DjcdError('--reason is empty: say why, as in --reason "fixes the checkout"');
  if (reason.length > LONGEST)
    throw new DjcdError(`--reason has ${reason.length} characters, ${LONGEST} is the most: say it in a sentence`);
  return reason;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What was done, with who did it, from where, and why: the description of a revision. */
export function signed(did: string, {by, run, reason}: Origin): string {
  return `${did}, by ${by}${run ? ` (${run})` : ""}${reason ? `: ${reason}` : ""}`;
}

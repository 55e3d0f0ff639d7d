import {readFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {temporaryFolder} from "../temporary-folder.ts";
import type {World} from "./world.ts";

export interface Controller {
  /** What went wrong, if anything did: a controller says so and tries again. */
  readonly troubles: readonly string[];
  /** What the API server refused, in its words. */
  readonly refused: readonly string[];
  /** From now on the branch is looked at so often: a webhook makes it a second, Argo CD alone takes minutes. */
  polls(milliseconds: number): void;
  /** Whether each application shows the newest commit, or says so. */
  isAtRest(): boolean;
  stop(): Promise<void>;
}

/** What Argo CD reads of an Application, and where it stands. */
interface Application {
  readonly release: string;
  readonly file: string;
  /** ServerSideDiff: the dry run of a commit is kept, and one that was refused counts as no difference. */
  readonly keepsDryRuns: boolean;
  /** Whether a sync that failed is tried again with the newest commit, not with its own. */
  readonly refreshes: boolean;
  /** The commit that it says it shows. */
  synced: string;
  failed: {readonly revision: string; readonly tries: number; readonly again: number} | undefined;
}

/** A sync that failed is tried again after so long, and twice that, and so on: until then no other commit is looked at. */
const BACKOFF_MILLISECONDS = 5000;
const MOST_MILLISECONDS = 20_000;

/**
 * Does what Argo CD does, and is not it: it follows a branch, and at each commit renders the chart of each application
 * with its values file, applies what comes out, and prunes what does not come out any more. It has the habits that a real
 * Argo CD 3.6 was seen to have: what it keeps of a dry run, and which commit it tries again, as the Applications say.
 */
export function startController(world: World, repository: string, path: string): Controller {
  const clone = temporaryFolder("controller");
  const troubles: string[] = [];
  const refused: string[] = [];
  let applications: Application[] = [];
  let isStopped = false;
  let head = "";
  let every = 1000;
  let next = 0;

  const git = async (...words: string[]): Promise<string> => (await execa("git", words, {cwd: clone})).stdout;

  const apply = async (one: Application, revision: string, ...flags: string[]): Promise<void> => {
    await git("reset", "--quiet", "--hard", revision);
    await applyOne(world, join(clone, path), one, flags);
  };

  const sync = async (one: Application): Promise<void> => {
    if (one.failed && Date.now() < one.failed.again) return;
    if (!one.failed && one.synced === head) return;
    const revision = one.failed && !one.refreshes ? one.failed.revision : head;
    try {
      if (one.keepsDryRuns && !one.failed) await apply(one, revision, "--dry-run=server");
    } catch {
      one.synced = revision;
      return;
    }
    try {
      await apply(one, revision);
      Object.assign(one, {synced: revision, failed: undefined});
    } catch (error) {
      const said = (error as Error).message;
      (isRefusal(said) ? refused : troubles).push(said);
      const tries = (one.failed?.tries ?? 0) + 1;
      const wait = Math.min(BACKOFF_MILLISECONDS * 2 ** (tries - 1), MOST_MILLISECONDS);
      one.failed = {revision, tries, again: Date.now() + wait};
    }
  };

  const loop = async (): Promise<void> => {
    await execa("git", ["clone", "--quiet", repository, clone]);
    applications = readApplications(join(clone, path, "applications.yaml"));
    while (!isStopped) {
      try {
        if (Date.now() >= next) {
          await git("fetch", "--quiet", "origin");
          head = await git("rev-parse", "origin/main");
          next = Date.now() + every;
        }
        for (const one of applications) await sync(one);
      } catch (error) {
        troubles.push((error as Error).message);
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  };

  const running = loop();
  return {
    troubles,
    refused,
    polls: (milliseconds) => {
      every = milliseconds;
      next = Date.now() + milliseconds;
    },
    isAtRest: () => applications.every(({synced, failed}) => synced === head && !failed),
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}

function isRefusal(said: string): boolean {
  return /denied request|is forbidden/.test(said);
}

interface Resource {
  readonly metadata: {readonly annotations?: Readonly<Record<string, string>>};
  readonly spec: {
    readonly source: {readonly helm: {readonly releaseName: string; readonly valueFiles: readonly string[]}};
    readonly syncPolicy: {readonly retry: {readonly refresh?: boolean}};
  };
}

/** As `kubectl apply` brought them once. */
function readApplications(file: string): Application[] {
  const resources = yaml.loadAll(readFileSync(file, "utf8")).filter(Boolean) as Resource[];
  return resources.map(({metadata, spec: {source, syncPolicy}}) => ({
    release: source.helm.releaseName,
    file: /([a-z]+)\.yaml$/.exec(source.helm.valueFiles[0] ?? "")?.[1] ?? "",
    keepsDryRuns: /ServerSideDiff=true/.test(metadata.annotations?.["argocd.argoproj.io/compare-options"] ?? ""),
    refreshes: syncPolicy.retry.refresh === true,
    synced: "",
    failed: undefined,
  }));
}

/** One application: the set that is pruned is its own, so that none deletes what another made. */
async function applyOne(
  {cluster, namespace}: World,
  folder: string,
  {release, file}: Application,
  more: readonly string[],
): Promise<void> {
  const values = join(folder, `${file}.yaml`);
  const words = ["template", release, join(folder, "charts", file), "-n", namespace, "-f", values, "--no-hooks"];
  const {stdout} = await execa(cluster.helm3, [...words, "--kube-version", "1.34.0"]);
  const prune = more.length > 0 ? [] : ["--prune", `--applyset=configmaps/applied-${file}`];
  const env = {KUBECONFIG: cluster.kubeconfig, KUBECTL_APPLYSET: "true"};
  await execa(cluster.kubectl, ["apply", "-n", namespace, ...prune, ...more, "-f", "-"], {env, input: stdout});
}

import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {beforeAll, describe, expect, test} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {type Cluster, up} from "../cluster/index.ts";
import {temporaryFolder} from "../temporary-folder.ts";

// Projects that nobody wrote for djcd go through `init` and `generate`, and a real API server takes what comes out.

const FOLDER = temporaryFolder("projects");
let cluster: Cluster;

beforeAll(async () => {
  cluster = await up((line) => console.log(line));
});

interface Project {
  readonly name: string;
  /** Fetches or makes it, and returns the folder that `init` is run in. */
  readonly obtain: (folder: string) => Promise<string>;
  /** What `init` must find out by itself. */
  readonly settings: string;
}

const PROJECTS: readonly Project[] = [
  {name: "startproject", obtain: startProject, settings: "mysite.settings"},
  {name: "ara", obtain: (folder) => sdist(folder, "ara", "1.8.0"), settings: "ara.server.settings"},
  {name: "graphite-web", obtain: (folder) => sdist(folder, "graphite-web", "1.1.10"), settings: "graphite.settings"},
];

describe.each(PROJECTS)("$name", ({name, obtain, settings}) => {
  const chart = join(FOLDER, name, "chart");

  test("goes through init and generate", async () => {
    mkdirSync(join(FOLDER, name), {recursive: true});
    const project = await obtain(join(FOLDER, name));
    const choices = join(project, "djcd.yaml");
    await djcd("init", project, "--name", name);
    await djcd("generate", "-f", choices, "--out", chart);
    const {django} = yaml.load(readFileSync(choices, "utf8")) as {django: {settings: string}};
    expect(django.settings).toBe(settings);
  });

  test.each(["helm3", "helm4"] as const)("its chart passes helm lint --strict on %s", async (major) => {
    const {stdout} = await execa(cluster[major], ["lint", "--strict", chart, "-f", join(chart, "values-dev.yaml")]);
    expect(stdout).toContain("1 chart(s) linted, 0 chart(s) failed");
  });

  test.each(["helm3", "helm4"] as const)(
    "what %s renders of it passes a strict dry run on the API server",
    async (major) => {
      const {stdout: manifest} = await execa(cluster[major], [
        ...["template", "site", chart, "-f", join(chart, "values-dev.yaml")],
        ...["--set", "router=gateway-api,gateway.parentRefs[0].name=public", "--kube-version", "1.34.0"],
      ]);
      const file = join(FOLDER, name, `${major}.yaml`);
      writeFileSync(file, manifest);
      const apply = ["apply", "--dry-run=server", "--validate=strict", "-n", "default", "-f", file];
      const {stdout} = await execa(cluster.kubectl, apply, {env: {KUBECONFIG: cluster.kubeconfig}});
      expect(stdout).toMatch(/httproute.gateway.networking.k8s.io\/site\S* created \(server dry run\)/);
    },
  );
});

async function djcd(...args: readonly string[]): Promise<void> {
  await execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), ...args]);
}

async function startProject(folder: string): Promise<string> {
  const packages = join(folder, "packages");
  await execa("python3", ["-m", "pip", "install", "--quiet", "--target", packages, "Django>=5.2,<5.3"]);
  await execa("python3", ["-m", "django", "startproject", "mysite"], {cwd: folder, env: {PYTHONPATH: packages}});
  return join(folder, "mysite");
}

/** The source of a release on PyPI, unpacked. */
async function sdist(folder: string, name: string, version: string): Promise<string> {
  const only = ["--no-deps", "--no-binary", ":all:"];
  await execa("python3", ["-m", "pip", "download", "--quiet", ...only, "--dest", folder, `${name}==${version}`]);
  await execa("tar", ["-xzf", `${name}-${version}.tar.gz`], {cwd: folder});
  const project = join(folder, `${name}-${version}`);
  if (!existsSync(project)) throw new Error(`${project} was not in the archive`);
  return project;
}

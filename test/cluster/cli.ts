import {dirname} from "node:path";
import {cluster} from "./cluster.ts";
import {down, up} from "./index.ts";

const verbs = {
  up: async () => {
    await up(console.log);
    console.log(`The cluster is up: ${cluster.kubeconfig}, entry point ${cluster.url}`);
  },
  down,
  clean: down,
  env: async () => console.log(exports()),
};

function exports(): string {
  const {kubeconfig, kubectl, helm3, helm4} = cluster;
  return [
    `export KUBECONFIG='${kubeconfig}'`,
    `export PATH='${dirname(kubectl)}':"$PATH"`,
    `export HELM3='${helm3}'`,
    `export HELM4='${helm4}'`,
  ].join("\n");
}

const verb = process.argv[2] ?? "";
const action = Object.entries(verbs).find(([name]) => name === verb)?.[1];

if (action) {
  await action().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else {
  console.error(`Usage: npx tsx test/cluster/cli.ts ${Object.keys(verbs).join("|")}`);
  process.exitCode = 1;
}

import {buildImage, createDatabase, down, dropDatabase, pythonImage, up} from "../../cluster/index.ts";
import {cache} from "../../cluster/paths.ts";
import {versions} from "../../cluster/versions.ts";
import {NAMESPACE} from "../names.ts";
import {alive, say} from "../screen.ts";
import type {Place} from "./place.ts";

const about = [
  `A Kubernetes ${versions.kubernetes} of its own on this machine (Debian, root), with Traefik as its`,
  "Gateway, and PostgreSQL. The first time 15 to 20 minutes on two cores, then 20 seconds.",
  "Installed unless it is there: Debian packages, among them containerd, buildah, etcd-server and",
  `postgresql. Built or downloaded, Go among it: into ${cache}`,
];

const repository = "localhost/shop";

/** The cluster of the tests: made here, and shared with them. */
export function ownPlace(): Place {
  return {
    about,
    goodbye: "npm run demo -- --down",
    repository,
    open: async () => {
      const cluster = await alive("the cluster", () => up(say));
      const {kubeconfig, context, kubectl, helm4, url, gateway, postgres} = cluster;
      const {host, port, user, password} = postgres;
      return {
        ...{kubeconfig, context, url, gateway, flags: ""},
        programs: {helm: helm4, kubectl},
        database: async () => {
          await dropDatabase(cluster, NAMESPACE);
          await createDatabase(cluster, NAMESPACE);
          return `postgres://${user}:${password}@${host}:${port}/${NAMESPACE}`;
        },
      };
    },
    provide: ({tag, context, buildArg}) =>
      buildImage({name: `${repository}:${tag}`, context, buildArgs: {VERSION: buildArg, BASE: pythonImage}}),
    close: async () => {
      await alive("the cluster goes down", down);
      say(`Nothing runs any more. Kept for a quick start: Debian packages, and ${cache} (rm -r to be rid of it).`);
    },
  };
}

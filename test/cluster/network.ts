import {mkdir, writeFile} from "node:fs/promises";
import {execa} from "execa";
import {inRun} from "./paths.ts";
import {settings} from "./settings.ts";

const {network, nodeAddress, nodeBridge, podBridge, podRange} = settings;

/**
 * The node's address lives on an empty bridge: EndpointSlices refuse loopback addresses, and dummy devices are not
 * everywhere.
 */
export async function makeNodeAddress(): Promise<void> {
  await execa("ip", ["link", "add", nodeBridge, "type", "bridge"]);
  await execa("ip", ["address", "add", `${nodeAddress}/24`, "dev", nodeBridge]);
  await execa("ip", ["link", "set", nodeBridge, "up"]);
}

export const cniFolder = inRun("cni");

export async function writePodNetwork(): Promise<void> {
  const bridge = {
    type: "bridge",
    bridge: podBridge,
    isGateway: true,
    hairpinMode: true,
    ipam: {
      type: "host-local",
      dataDir: inRun("cni-addresses"),
      ranges: [[{subnet: podRange}]],
      routes: [{dst: "0.0.0.0/0"}],
    },
  };
  await mkdir(cniFolder, {recursive: true});
  await writeFile(
    `${cniFolder}/10-${network}.conflist`,
    JSON.stringify({cniVersion: "0.4.0", name: network, plugins: [bridge]}),
  );
}

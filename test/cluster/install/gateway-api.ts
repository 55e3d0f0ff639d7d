import {copyFile, readdir} from "node:fs/promises";
import {join} from "node:path";
import {artefact} from "../support/artefact.ts";
import {versions} from "../versions.ts";
import {goModule} from "./go.ts";

/** The CRDs of the standard channel. */
export function installGatewayApi(): Promise<string> {
  return artefact(`gateway-api-${versions.gatewayApi}`, async (folder) => {
    const {Dir} = await goModule("sigs.k8s.io/gateway-api", versions.gatewayApi);
    const crds = join(Dir, "config", "crd", "standard");
    const files = (await readdir(crds)).filter((name) => name.startsWith("gateway.networking.k8s.io_"));
    await Promise.all(files.map((name) => copyFile(join(crds, name), join(folder, name))));
  });
}

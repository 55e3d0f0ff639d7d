import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {artefact} from "../support/artefact.ts";
import type {Step} from "../support/progress.ts";
import {versions} from "../versions.ts";
import {goBuild} from "./go.ts";

/** In the order in which they answer. */
const plugins = ["bind", "ready", "errors", "kubernetes", "template"];

/** CoreDNS with the plugins that our Corefile names: its own main links the clients of three clouds. */
export function installCoredns(step: Step): Promise<string> {
  return artefact(`coredns-${versions.coredns}`, async (folder) => {
    await writeFile(join(folder, "go.mod"), goMod);
    await writeFile(join(folder, "main.go"), main);
    await step(`build CoreDNS ${versions.coredns}`, () => goBuild(folder, ["."]));
  });
}

const MODULE = "github.com/coredns/coredns";

const goMod = `\
module djcd.test/coredns
go 1.24.0
require ${MODULE} ${versions.coredns}
`;

const main = `\
package main

import (
	"${MODULE}/core/dnsserver"
	"${MODULE}/coremain"
${plugins.map((plugin) => `\t_ "${MODULE}/plugin/${plugin}"`).join("\n")}
)

func main() {
	dnsserver.Directives = []string{${plugins.map((plugin) => `"${plugin}"`).join(", ")}}
	coremain.Run()
}
`;

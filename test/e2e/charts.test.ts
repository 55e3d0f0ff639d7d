import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {describe, expect} from "vitest";
import {temporaryFolder} from "../temporary-folder.ts";
import {beginStory, served, status} from "./story.ts";

// Charts of two versions in one release: slots and front follow at their own time, and what a team adds goes along.

const OWN = `{{- if ne .Values.part "slot" }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: robots
data:
  robots.txt: "Disallow: /"
{{- end }}
`;

describe("charts that change", () => {
  const {world, tell, end} = beginStory({name: "charts", helm: "helm4", router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const folder = temporaryFolder("charts");

  /** A newer version of the chart, as a package. */
  const newer = async (version: string, change: (chart: string) => void): Promise<string> => {
    const chart = join(folder, version);
    cpSync(world().chart, chart, {recursive: true});
    replace(join(chart, "Chart.yaml"), /^version: .*/m, `version: ${version}`);
    change(chart);
    await execa(world().cluster.helm4, ["package", chart, "--destination", folder]);
    return join(folder, `shop-${version}.tgz`);
  };

  const charts = async (): Promise<string> => {
    const list = JSON.parse(await world().helm("list", "-o", "json")) as {name: string; chart: string}[];
    return list.map(({name, chart}) => `${name} ${chart}`).join(", ");
  };

  tell("a package with a newer chart fills the other slot; the front follows at the promotion", async () => {
    const chart = await newer("0.2.0", (path) => {
      writeFileSync(join(path, "templates", "robots.yaml"), OWN);
    });
    await djcd("upgrade", "shop", chart, "--reuse-values", "--set", "image.tag=v2", "--strategy", "blue-green");
    expect(await charts()).toBe("shop shop-0.1.0, shop-blue shop-0.1.0, shop-green shop-0.2.0");
    await djcd("promote");
    expect(await charts()).toBe("shop shop-0.2.0, shop-blue shop-0.1.0, shop-green shop-0.2.0");
    expect(await world().kubectl("get", "configmap", "robots", "-o", "name")).toBe("configmap/robots");
  });

  tell("the way back takes the front back to the older chart too, and forward again", async () => {
    await djcd("rollback");
    expect(await charts()).toBe("shop shop-0.1.0, shop-blue shop-0.1.0, shop-green shop-0.2.0");
    await djcd("upgrade", "shop", join(folder, "shop-0.2.0.tgz"), "--reuse-values", "--set", "image.tag=v2");
    await djcd("promote");
    await djcd("finish");
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("a newer chart that renames the route costs no request", async () => {
    const chart = await newer("0.3.0", (path) => {
      replace(
        join(path, "templates", "routing", "gateway-api.yaml"),
        /name: {{ include "shop.fullname" . \| quote }}/,
        'name: "{{ include "shop.fullname" . }}-route"',
      );
    });
    await djcd("upgrade", "shop", chart, "--reuse-values", "--set", "podAnnotations.a=b", "--strategy", "blue-green");
    await djcd("promote");
    expect(await world().kubectl("get", "httproute", "-o", "name")).toBe(
      "httproute.gateway.networking.k8s.io/shop-route",
    );
    await djcd("finish");
    expect(await status(world())).toMatchObject({phase: "stable", notes: []});
  });

  tell("an object of the team's own that every part would render is refused before anything changes", async () => {
    const chart = await newer("0.4.0", (path) => {
      writeFileSync(
        join(path, "templates", "own.yaml"),
        OWN.replace(/^{{.*\n/gm, "").replace("robots\n", "everywhere\n"),
      );
    });
    const before = await charts();
    const {code, stderr} = await world().tryHelm(
      "djcd",
      "upgrade",
      "shop",
      chart,
      "--reuse-values",
      "--set",
      "image.tag=v1",
    );
    expect({code, says: stderr.split("\n")[0]}).toEqual({
      code: 4,
      says: expect.stringMatching(
        /^Error: chart shop-0\.4\.0 renders ConfigMap\/everywhere in release shop-\w+ and in release shop-\w+,/,
      ),
    });
    expect(await charts()).toBe(before);
  });

  end();
});

function replace(file: string, what: RegExp, by: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(what);
  writeFileSync(file, text.replace(what, by));
}

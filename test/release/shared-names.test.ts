import {expect, test} from "vitest";
import {refuseSharedNames} from "../../src/release/shared-names.ts";
import {template, writeChart} from "../charts/render.ts";
import {shop} from "../generate/worlds.ts";

const OWN = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: robots\n";

const values = {image: {tag: "v1"}, part: "slot"};

const slots = async (own: string) => {
  const chart = writeChart(shop(), {"templates/own.yaml": own});
  const rendered = ["shop-blue", "shop-green"].map(async (release) => ({
    release,
    manifest: await template("helm4", {chart, release, values}),
  }));
  return Promise.all(rendered);
};

test("an object of the team's own that both slots would render is refused by name, with what to write", async () => {
  const [blue, green] = await slots(OWN);
  expect(() => refuseSharedNames("shop-1.2.0", green as never, blue as never)).toThrow(
    "chart shop-1.2.0 renders ConfigMap/robots in release shop-green and in release shop-blue, and only one can own it. " +
      'Put its template into {{- if ne .Values.part "slot" }} ... {{- end }}; or give it a name with the slot',
  );
});

test.each([
  ["once, in the front", `{{- if ne .Values.part "slot" }}\n${OWN}{{- end }}\n`],
  ["with a name of each slot's own", OWN.replace("robots", "{{ .Release.Name }}-robots")],
])("an object of the team's own is welcome %s", async (_, own) => {
  const [blue, green] = await slots(own);
  expect(() => refuseSharedNames("shop-1.2.0", green as never, blue as never)).not.toThrow();
});

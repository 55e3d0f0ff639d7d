import {expect, test} from "vitest";
import {refuseRepeatedWork, refuseSharedNames} from "../../src/release/shared-names.ts";
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

const parts = async (own: string) => {
  const chart = writeChart(shop(), {"templates/own.yaml": own});
  const front = {...values, part: "front", rollout: {number: 1, live: "green", traffic: {green: 100}}};
  const render = async (release: string, given: object) => ({
    release,
    manifest: await template("helm4", {chart, release, values: given}),
  });
  return Promise.all([render("shop-green", values), render("shop", front)]);
};

const object = (kind: string, name: string): string =>
  `apiVersion: ${kind.endsWith("Job") ? "batch" : "apps"}/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec: {}\n`;

const inPart = (part: string, text: string): string => `{{- if ne .Values.part "${part}" }}\n${text}{{- end }}\n`;

const RELEASE = "{{ .Release.Name }}-worker";
const SLOT = '{{ include "shop.name" (list . "worker" (include "shop.slot" .)) }}';
const THRICE = "it would run in each of the three releases";

test.each([
  [
    "a worker by the release's name",
    object("Deployment", RELEASE),
    `renders Deployment/shop-green-worker in release shop-green and Deployment/shop-worker in release shop: ${THRICE}. To have one`,
  ],
  ["a worker by the slot's name", object("StatefulSet", SLOT), THRICE],
  ["an agent", object("DaemonSet", RELEASE), THRICE],
  ["a Job", object("Job", RELEASE), THRICE],
  ["a CronJob everywhere", object("CronJob", RELEASE), THRICE],
  [
    "a CronJob of each slot",
    inPart("front", object("CronJob", RELEASE)),
    'renders CronJob/shop-green-worker in release shop-green: it would tick in both slots, in the idle one too. Put its template into {{- if ne .Values.part "slot" }}',
  ],
])("work that would be done several times over is refused: %s", async (_, own, says) => {
  const [green, front] = await parts(own);
  expect(() => refuseRepeatedWork("shop-1.2.0", green as never, front as never)).toThrow(says);
});

test.each([
  ["a worker of each version", inPart("front", object("Deployment", RELEASE))],
  ["a worker in all", inPart("slot", object("Deployment", RELEASE))],
  ["a CronJob", inPart("slot", object("CronJob", "nightly"))],
  [
    "two that are not the same",
    `${inPart("front", object("Deployment", "a-{{ .Release.Name }}"))}---\n${inPart("slot", object("Deployment", "b"))}`,
  ],
  ["what does no work", OWN.replace("robots", RELEASE)],
])("work is welcome where it is done once: %s", async (_, own) => {
  const [green, front] = await parts(own);
  expect(() => refuseRepeatedWork("shop-1.2.0", green as never, front as never)).not.toThrow();
});

import {expect, test} from "vitest";
import {liveRelease, phaseOf, refuseForeign, takenAway} from "../../src/release/phase.ts";
import {deployment} from "../fixtures/worlds/objects.ts";
import {candidateAt, helmRelease, killed, stable, unmanaged, warm, withSlot, world} from "../fixtures/worlds/worlds.ts";

test.each([
  ["unmanaged", unmanaged, "shop"],
  ["stable", stable, "shop-green"],
  ["candidate", candidateAt(0), "shop-blue"],
  ["warm", warm, "shop-green"],
  ["stable", killed["upgrade, green filled and not listed"], "shop-blue"],
])("phase %s, by the record alone, and where the live version is", (phase, seen, live) => {
  expect(phaseOf(seen)).toBe(phase);
  expect(liveRelease(seen).name).toBe(live);
});

test("where somebody uninstalled the live slot, the front knows its version", () => {
  expect(liveRelease(withSlot(stable, "green", {release: undefined})).name).toBe("shop");
});

const {chart} = helmRelease("any", {});
const annotated = (annotations: Readonly<Record<string, string>>) => ({
  chart: {...chart, metadata: {...chart.metadata, annotations}},
});

test.each([
  [
    "a slot by its own name",
    {...unmanaged, release: "shop-blue", front: helmRelease("shop-blue", {part: "slot"})},
    "shop-blue is a slot of shop. Type: shop instead of shop-blue",
  ],
  [
    "a chart of somebody else",
    {...unmanaged, front: helmRelease("shop", {}, annotated({}))},
    "release shop is not of a chart that djcd generated (chart shop)",
  ],
  [
    "a chart of another contract",
    {...unmanaged, front: helmRelease("shop", {}, annotated({"djcd.io/contract": "2"}))},
    "the chart of release shop speaks contract 2, and this djcd speaks 1: it is newer. Update the plugin: helm plugin update djcd",
  ],
  [
    "a foreign release with the name of a slot",
    withSlot(stable, "blue", {release: helmRelease("shop-blue", {})}),
    "release shop-blue is not a slot of shop: somebody installed it. Rename it, or uninstall it",
  ],
])("%s is refused", (_, seen, message) => expect(() => refuseForeign(seen)).toThrow(message));

test.each([unmanaged, stable, warm, world({blue: {number: 0, pods: 2}})])(
  "a release of ours is not refused",
  (seen) => {
    expect(() => refuseForeign(seen)).not.toThrow();
    expect(takenAway(seen)).toBeUndefined();
  },
);

test("a slot whose objects another release took is told, with how to give them back", () => {
  const taken = withSlot(stable, "green", {
    workloads: [deployment("green", 2, {"meta.helm.sh/release-name": "other"})],
  });
  expect(takenAway(taken)).toBe(
    "Deployment shop-web-green belongs to release other, not to shop-green: somebody took it over. Give it back: " +
      "kubectl annotate deployment shop-web-green meta.helm.sh/release-name=shop-green --overwrite; and take it out of other",
  );
});

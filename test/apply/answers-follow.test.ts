import {expect, test} from "vitest";
import {answersFollow} from "../../src/apply/answers-follow.ts";
import type {Traffic} from "../../src/release/block.ts";
import {serve} from "../load/server.ts";
import {verdict} from "../ready/verdict.ts";

/** Who answers whom: a visitor, in turn, and who asks for a slot by the header; and which slot has no pod that is known. */
interface DataPlane {
  readonly visitors: readonly string[];
  readonly byHeader?: Readonly<Record<string, string>>;
  readonly unserved?: string;
}

async function followed({visitors, byHeader = {}, unserved}: DataPlane, traffic: Traffic) {
  let asked = 0;
  const server = await serve(({headers}, response) => {
    const wanted = headers["x-djcd-slot"] as string | undefined;
    const slot = wanted ? (byHeader[wanted] ?? wanted) : (visitors[asked++ % visitors.length] as string);
    if (slot !== "nobody") response.setHeader("X-Djcd-Slot", slot);
    response.writeHead(slot === unserved ? 503 : 200).end();
  });
  try {
    return await answersFollow({url: server.url, host: "shop.example.com"}, {leadsByHeader: true}, traffic);
  } finally {
    server.close();
  }
}

const blueAndGreen = ["blue", "blue", "blue", "green"];

test.each<[string, DataPlane, Traffic, string]>([
  ["all of one slot", {visitors: ["green"]}, {blue: 0, green: 100}, "ready"],
  [
    "the old one too",
    {visitors: ["green", "green", "blue"]},
    {blue: 0, green: 100},
    "waiting: answers still come from blue",
  ],
  ["somebody without a mark", {visitors: ["green", "nobody"]}, {green: 100}, "waiting: answers still come from nobody"],
  ["each slot that has a share", {visitors: blueAndGreen}, {blue: 75, green: 25}, "ready"],
  [
    "one slot of two that have a share",
    {visitors: ["blue"]},
    {blue: 75, green: 25},
    "waiting: no answer comes from green yet",
  ],
  [
    "the header leads elsewhere",
    {visitors: ["blue"], byHeader: {green: "blue"}},
    {blue: 100, green: 0},
    "waiting: a request for green is answered by blue",
  ],
])("who answers: %s", async (_, plane, traffic, expected) => {
  const {readiness, unserved} = await followed(plane, traffic);
  expect([verdict(readiness), unserved]).toEqual([expected, undefined]);
});

test.each<[string, DataPlane, Traffic]>([
  ["to visitors", {visitors: ["green"], unserved: "green"}, {blue: 0, green: 100}],
  [
    "to who asks for it by the header, before it has a share",
    {visitors: ["blue"], unserved: "green"},
    {blue: 100, green: 0},
  ],
])("an error of the data plane in a slot's name is told: %s", async (_, plane, traffic) => {
  const {readiness, unserved} = await followed(plane, traffic);
  expect([verdict(readiness), unserved]).toEqual(["ready", "green answers 503"]);
});

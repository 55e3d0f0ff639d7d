import {expect, test} from "vitest";
import {statusText} from "../../src/showing/status-text.ts";
import {canary} from "../showing/status.fixture.ts";

test("a canary is a tree: phase, weights, slots with image and pods, metrics, last steps, what to type", () => {
  expect(statusText(canary)).toBe(`shop  candidate #7  (namespace web, router gateway-api, strategy canary)
├─ hosts    shop.example.com
├─ traffic  blue 75 % ███████████████░░░░░ green 25 %
├─ blue     live, #6, 75 %
│  ├─ image  shop:v1, chart shop-1.0.0
│  └─ pods   2/2 ready, 2 endpoints, 0 restarts
├─ green    candidate, #7, 25 %
│  ├─ image  shop:v2, chart shop-1.1.0
│  └─ pods   1/2 ready, 1 endpoints, 3 restarts
├─ metrics of this step
│  ├─ error share: candidate 0.2 %, live 0.1 %, bound 0.6 %: pass
│  └─ latency p95: candidate -, live -, bound 2 s: not enough data (no answer in 5 s)
└─ last steps
   12:03:11  #7 at 5 %
   12:05:12  #7 at 25 %
! the route says blue 50, green 50; recorded is blue 75, green 25. The next command puts it right
next:
  helm djcd promote shop
  helm djcd rollback shop
`);
});

test("an error of several lines keeps the tree: in the last steps, and in what is to be known", () => {
  const steps = [{at: "2026-11-25T12:03:11.5Z", did: 'Upgrade "shop" failed:\ncannot patch "shop"\n'}];
  const lines = statusText({...canary, steps, metrics: [], notes: ["green: 1/2 pods ready: x\n  Error: y"]}).split(
    "\n",
  );
  expect(lines.slice(lines.indexOf("└─ last steps"), lines.indexOf("next:") + 1)).toEqual([
    "└─ last steps",
    '   12:03:11  Upgrade "shop" failed:',
    '             cannot patch "shop"',
    "! green: 1/2 pods ready: x",
    "    Error: y",
    "next:",
  ]);
});

test("stable, the number is that of the version that is live, not of one that was rejected", () => {
  expect(statusText({...canary, phase: "stable"}).split("\n")[0]).toBe(
    "shop  stable #6  (namespace web, router gateway-api, strategy canary)",
  );
});

import type {ShownStatus} from "../../src/showing/status-text.ts";

/** #7 as a canary at 25 %. */
export const canary: ShownStatus = {
  release: "shop",
  namespace: "web",
  phase: "candidate",
  number: 7,
  router: "gateway-api",
  strategy: "canary",
  hosts: ["shop.example.com"],
  weights: {blue: 75, green: 25},
  slots: {
    blue: {
      role: "live",
      number: 6,
      image: "shop:v1",
      chart: "shop-1.0.0",
      ready: 2,
      wanted: 2,
      restarts: 0,
      endpoints: 2,
    },
    green: {
      role: "candidate",
      number: 7,
      image: "shop:v2",
      chart: "shop-1.1.0",
      ready: 1,
      wanted: 2,
      restarts: 3,
      endpoints: 1,
    },
  },
  steps: [
    {at: "2026-11-25T12:03:11.5Z", did: "#7 at 5 %"},
    {at: "2026-11-25T12:05:12.1Z", did: "#7 at 25 %"},
  ],
  metrics: [
    {metric: "error share", candidate: "0.2 %", live: "0.1 %", bound: "0.6 %", verdict: "pass"},
    {
      metric: "latency p95",
      candidate: "-",
      live: "-",
      bound: "2 s",
      verdict: "not enough data",
      why: "no answer in 5 s",
    },
  ],
  notes: ["the route says blue 50, green 50; recorded is blue 75, green 25. The next command puts it right"],
  next: ["helm djcd promote shop", "helm djcd rollback shop"],
};

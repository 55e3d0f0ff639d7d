import {expect, test} from "vitest";
import type {KubeEvent, Pod} from "../../src/kubernetes/objects.ts";
import {probeAnswer} from "../../src/ready/probe-answer.ts";
import {pod} from "../fixtures/worlds/objects.ts";

const probe = (host?: string): object => ({
  httpGet: {path: "/healthz", httpHeaders: host ? [{name: "Host", value: host}] : []},
});

const asked = (probes: object): Pod => ({
  ...pod("green", "x"),
  spec: {containers: [{name: "web", image: "shop:v2", ...probes}]},
});

const unhealthy = (message: string, name = "x"): KubeEvent => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: {name: "e"},
  reason: "Unhealthy",
  message,
  involvedObject: {kind: "Pod", name},
});

const code = (status: number): KubeEvent =>
  unhealthy(`Startup probe failed: HTTP probe failed with statuscode: ${status}`);
const refused = unhealthy("Startup probe failed: Get http://10.0.0.1:8000/healthz: connection refused");
const withHost = asked({startupProbe: probe("shop.example.com")});

test.each<[string, Pod, readonly KubeEvent[], string | undefined]>([
  [
    "400: the host that Django does not know",
    withHost,
    [refused, code(400)],
    "pod x answers its probe, /healthz for host shop.example.com, with 400: so does Django where ALLOWED_HOSTS does not hold shop.example.com",
  ],
  ["another status", withHost, [code(404)], "pod x answers its probe, /healthz for host shop.example.com, with 404"],
  [
    "the newest counts",
    withHost,
    [code(400), code(503)],
    "pod x answers its probe, /healthz for host shop.example.com, with 503",
  ],
  [
    "a probe of somebody else without a host",
    asked({readinessProbe: probe()}),
    [code(400)],
    "pod x answers its probe, /healthz, with 400",
  ],
  ["nothing listens", withHost, [refused], undefined],
  ["another pod", withHost, [unhealthy("statuscode: 400", "y")], undefined],
  ["no probe over HTTP", asked({}), [code(400)], undefined],
  ["no Event", withHost, [], undefined],
])("what a pod answers to its probe: %s", (_, seen, events, expected) =>
  expect(probeAnswer(seen, events)).toBe(expected),
);

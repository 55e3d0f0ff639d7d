import {expect, test} from "vitest";
import {refuseRefused} from "../../src/apply/commits/refused.ts";
import type {Session} from "../../src/apply/session.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";

// What the API server says by dry run to the objects of a values file.

const OBJECTS = `
apiVersion: v1
kind: ConfigMap
metadata: {name: shop-config-green}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-web-green}
---
apiVersion: batch/v1
kind: Job
metadata: {name: shop-migrate}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: of-another-group}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: of-another-namespace, namespace: elsewhere}
---
apiVersion: team.example.com/v1
kind: Widget
metadata: {name: unknown}
`;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly resourceVersion: string | undefined;
}

/** A session whose API server has a Deployment and a Job, and says this to a Deployment. */
function sessionWith(said?: readonly [status: number, message: string]): {session: Session; asked: Asked[]} {
  const asked: Asked[] = [];
  const write = (method: string) => async (path: string, body: {metadata: {resourceVersion?: string}}) => {
    asked.push({method, path, resourceVersion: body.metadata.resourceVersion});
    if (said && path.includes("/deployments")) throw new ApiError(method, path, ...said);
  };
  const get = async (path: string) => {
    if (/deployments|jobs/.test(path)) return {metadata: {resourceVersion: "7"}};
    throw new ApiError("GET", path, 404, "not found");
  };
  const api = {get, create: write("POST"), replace: write("PUT")} as unknown as Api;
  return {session: {api, namespace: "shop"} as unknown as Session, asked};
}

test("what is not there is asked for as new, what is there as it was read; a Job that is there never changes, and what is not ours to know is left out", async () => {
  const {session, asked} = sessionWith();
  await refuseRefused(session, [OBJECTS]);
  expect(asked).toEqual([
    {method: "POST", path: "/api/v1/namespaces/shop/configmaps?dryRun=All", resourceVersion: undefined},
    {
      method: "PUT",
      path: "/apis/apps/v1/namespaces/shop/deployments/shop-web-green?dryRun=All",
      resourceVersion: "7",
    },
  ]);
});

test.each<readonly [string, number, string]>([
  ["a policy", 422, "ValidatingAdmissionPolicy 'images' denied request: v2 is banned"],
  ["a webhook", 403, 'admission webhook "kyverno" denied the request: no latest tag'],
  ["a quota", 403, "deployments.apps is forbidden: exceeded quota: few"],
  ["a field that is wrong", 422, 'Deployment.apps "shop-web-green" is invalid: spec.replicas: Invalid value: -1'],
  ["something that nobody can read", 400, "strict decoding error"],
])("%s is told in its words", async (_, status, said) => {
  await expect(refuseRefused(sessionWith([status, said]).session, [OBJECTS])).rejects.toThrow(
    `the API server refuses Deployment shop-web-green: ${said}`,
  );
});

test.each<readonly [string, number, string]>([
  [
    "who may not ask",
    403,
    'User "ci" cannot update resource "deployments" in API group "apps" in the namespace "shop"',
  ],
  ["a webhook that knows no dry run", 400, 'admission webhook "mesh" does not support dry run'],
  ["a webhook that is away", 500, 'failed calling webhook "mesh": connection refused'],
  ["somebody who wrote meanwhile", 409, "the object has been modified"],
  ["a server that is busy", 429, "too many requests"],
])("%s is no refusal", async (_, status, said) => {
  await expect(refuseRefused(sessionWith([status, said]).session, [OBJECTS])).resolves.toBeUndefined();
});

import {expect, test} from "vitest";
import {appliedBy} from "../../src/release/controllers.ts";

const deployment = (metadata: object) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {name: "shop-web-blue", namespace: "shop", ...metadata},
});

const TRACKING = "argocd.argoproj.io/tracking-id";

test.each([
  ["nobody", {}, undefined],
  ["Helm alone", {labels: {"app.kubernetes.io/managed-by": "Helm", "app.kubernetes.io/instance": "shop"}}, undefined],
  [
    "Argo CD, by its annotation",
    {annotations: {[TRACKING]: "shop:apps/Deployment:shop/shop-web-blue"}},
    "Argo CD (application shop)",
  ],
  ["Argo CD, by a label", {labels: {"argocd.argoproj.io/instance": "shop-blue"}}, "Argo CD (application shop-blue)"],
  [
    "an annotation that was copied from another kind",
    {annotations: {[TRACKING]: "shop:/Service:shop/shop-web-blue"}},
    undefined,
  ],
  [
    "an annotation that was copied from another object",
    {annotations: {[TRACKING]: "shop:apps/Deployment:shop/other"}},
    undefined,
  ],
  [
    "Flux, by a Kustomization",
    {labels: {"kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system"}},
    "Flux (Kustomization apps)",
  ],
  ["Flux, by a HelmRelease", {labels: {"helm.toolkit.fluxcd.io/name": "shop"}}, "Flux (HelmRelease shop)"],
  [
    "Flux, told to leave it alone",
    {
      labels: {"kustomize.toolkit.fluxcd.io/name": "apps"},
      annotations: {"kustomize.toolkit.fluxcd.io/reconcile": "disabled"},
    },
    undefined,
  ],
])("%s", (_, metadata, expected) => expect(appliedBy(deployment(metadata))).toBe(expected));

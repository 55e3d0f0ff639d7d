import type {Choices} from "../../src/generate/choices.ts";
import {daphne, gunicorn, shop, uvicorn} from "../generate/worlds.ts";

/** A release of a generated chart: by the choices, the name and the values. */
export interface Scenario {
  readonly choices: Choices;
  readonly release: string;
  readonly values: object;
}

const image = {repository: "registry.example.com/shop", tag: "v1"};

const gateway = {
  parentRefs: [{name: "public", namespace: "gateways", sectionName: "https"}],
  annotations: {owner: "shop"},
};

const everything = {
  image: {digest: `sha256:${"0".repeat(64)}`, pullPolicy: "Always", pullSecrets: ["registry"]},
  hosts: ["shop.example.com", "*.shop.example.com"],
  tls: {secretName: "shop-tls"},
  config: {
    DJANGO_SETTINGS_MODULE: "shop.production",
    DEBUG: false,
    MAX: 10000000,
    RATE: 0.5,
    NAME: 'Zoë\'s "shop"',
    GONE: null,
  },
  secrets: {API_KEY: "s3cret", PIN: 1234},
  existingSecrets: ["shop-env"],
  env: [{name: "NODE", valueFrom: {fieldRef: {fieldPath: "spec.nodeName"}}}],
  envFrom: [{configMapRef: {name: "shared"}}],
  volumes: [{name: "media", persistentVolumeClaim: {claimName: "media"}}],
  volumeMounts: [{name: "media", mountPath: "/media"}],
  serviceAccount: {annotations: {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/shop"}},
  podAnnotations: {team: "shop"},
  podLabels: {team: "shop"},
  ingress: {enabled: true, className: "traefik", annotations: {note: "on"}},
  web: {
    autoscaling: {enabled: true, minReplicas: 3},
    server: {maxRequests: 2000},
    health: {path: "", livenessPath: "/livez"},
    drain: {preStopSeconds: 0, graceSeconds: 60},
    nodeSelector: {pool: "web"},
    tolerations: [{operator: "Exists"}],
    affinity: {podAntiAffinity: {}},
  },
};

/** One golden file each. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "all-default": {choices: shop(), release: "shop", values: {image}},
  "all-everything": {choices: shop(), release: "prod", values: everything},
  "all-gateway": {choices: shop(), release: "shop", values: {image, router: "gateway-api", gateway}},
  "front-nginx": {
    choices: shop({routers: ["nginx"]}),
    release: "shop",
    values: {
      image,
      part: "front",
      router: "nginx",
      hosts: ["shop.example.com", "www.shop.example.com"],
      tls: {secretName: "shop-tls"},
      nginx: {paths: ["/shop", "/api"], annotations: {"cert-manager.io/cluster-issuer": "letsencrypt"}},
      rollout: {number: 1, revision: 2, live: "green", traffic: {blue: 0, green: 100}, previous: [0]},
    },
  },
  "all-uvicorn": {choices: shop({components: {site: uvicorn}, routers: ["service"]}), release: "shop", values: {image}},
  "all-started-otherwise": {
    choices: shop({
      django: {settings: "shop.settings", python: ["/app/.venv/bin/python"]},
      components: {
        web: {
          ...gunicorn,
          command: ["uv", "run", "gunicorn"],
          args: ["--worker-class=shop.workers.Worker", "--timeout=180"],
          config: "conf/gunicorn.py",
        },
      },
    }),
    release: "shop",
    values: {image},
  },
  "all-other-server": {choices: shop({components: {web: daphne}}), release: "shop", values: {image}},
  "all-metrics": {
    choices: shop({metrics: "django-prometheus"}),
    release: "shop",
    values: {
      image,
      metrics: {
        discovery: "pod-monitor",
        podMonitor: {labels: {release: "prometheus"}},
        alerts: {enabled: true, labels: {release: "prometheus"}},
        dashboard: {enabled: true},
      },
    },
  },
  "slot-green-metrics": {
    choices: shop({metrics: "django-prometheus"}),
    release: "shop-green",
    values: {image, part: "slot", rollout: {number: 1, revision: 1}},
  },
  "slot-green": {
    choices: shop(),
    release: "shop-green",
    values: {image, part: "slot", rollout: {number: 1, revision: 1, needs: ["catalog.0003_note", "auth.0012_x"]}},
  },
  "slot-green-gitops": {
    choices: shop(),
    release: "shop-green",
    values: {image, part: "slot", rollout: {required: true, number: 1, needs: ["catalog.0003_note"]}},
  },
  "slot-green-idle": {
    choices: shop(),
    release: "shop-green",
    values: {
      image,
      part: "slot",
      web: {autoscaling: {enabled: true}},
      rollout: {required: true, number: 1, idle: true},
    },
  },
  "job-green": {
    choices: shop(),
    release: "shop-green",
    values: {image, part: "job", config: {A: "1"}, secrets: {B: "2"}, rollout: {number: 1, revision: 1}},
  },
  "front-stable": {
    choices: shop(),
    release: "shop",
    values: {
      image,
      part: "front",
      ingress: {enabled: true},
      rollout: {number: 1, revision: 2, live: "green", traffic: {green: 100}},
    },
  },
  "front-candidate": {
    choices: shop(),
    release: "shop",
    values: {
      image,
      part: "front",
      router: "gateway-api",
      gateway,
      rollout: {
        number: 1,
        revision: 2,
        live: "blue",
        candidate: "green",
        traffic: {blue: 75, green: 25},
        previous: [0],
      },
    },
  },
};

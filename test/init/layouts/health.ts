import {image, type Layout, NO_IMAGE} from "./layout.ts";

const urls = (...lines: string[]) => ["from django.urls import include, path, re_path", ...lines, ""].join("\n");

const NONE =
  "No health view. Probes will only ask whether the port is open. Add a cheap view, say /healthz, then set health in djcd.yaml.";

const SERVE = 'CMD ["gunicorn", "shop.wsgi"]';

/** At which path a health view answers, whatever prefixes lead to it. */
export const HEALTH: Layout[] = [
  {
    what: "a list within include()",
    files: {"shop/urls.py": urls('urlpatterns = [path("health/", include([path("ready/", v.ready)]))]')},
    web: {health: "/health/ready/"},
    says: [NO_IMAGE],
  },
  {
    what: "a list with a name, with the name of its app",
    files: {
      "shop/urls.py": urls(
        'probes = [path("ready", v.ready), path("live", v.live)]',
        'urlpatterns = [path("internal/", include((probes, "probes")))]',
      ),
    },
    web: {health: "/internal/ready"},
    says: [NO_IMAGE],
    infers: ["liveness  /internal/live  shop/urls.py:2"],
  },
  {
    what: "a module that is imported, added below, by a path that a constant begins",
    files: {
      "shop/urls.py": urls(
        "from shop import monitoring as m",
        'API = "api/"',
        "urlpatterns = []",
        'urlpatterns += [path(API + "v1/", include(m))]',
      ),
      "shop/monitoring.py": urls('urlpatterns = [re_path(r"^health/?$", v.health)]'),
    },
    web: {health: "/api/v1/health/"},
    says: [NO_IMAGE],
  },
  {
    what: "a list of another module, relatively, and a pattern over several lines",
    files: {
      "shop/urls.py": urls("from .probes import routes", "urlpatterns = [", "    *routes,", "]"),
      "shop/probes.py": urls("routes = [", "    re_path(", '        r"^-/readyz$",', "        v,", "    ),", "]"),
    },
    web: {health: "/-/readyz"},
    says: [NO_IMAGE],
  },
  {
    what: "a prefix that the settings compute",
    files: {"shop/urls.py": urls('urlpatterns = [path(settings.PREFIX, include([path("ready/", v.ready)]))]')},
    web: {health: undefined},
    says: [
      NO_IMAGE,
      "A health view ends in ready/ (shop/urls.py:2), and what stands before is not known here: settings.PREFIX. Type its whole path in djcd.yaml, as in health: /PREFIX/ready/.",
    ],
  },
  {
    what: "a prefix within a text",
    files: {"shop/urls.py": urls('urlpatterns = [path(f"{BASE}/healthz", v)]')},
    web: {health: undefined},
    says: [
      NO_IMAGE,
      'A health view ends in /healthz (shop/urls.py:2), and what stands before is not known here: f"{BASE}/healthz". Type its whole path in djcd.yaml, as in health: /PREFIX/healthz.',
    ],
  },
  {
    what: "a prefix of the language",
    files: {"shop/urls.py": urls('urlpatterns = i18n_patterns(path("health/", v.health))')},
    web: {health: undefined},
    says: [
      NO_IMAGE,
      "A health view ends in health/ (shop/urls.py:2), and what stands before is not known here: the language of i18n_patterns. Type its whole path in djcd.yaml, as in health: /PREFIX/health/.",
    ],
  },
  {
    what: "an article about readiness",
    files: {"shop/urls.py": urls('urlpatterns = [path("articles/readiness/", v.article)]')},
    web: {health: undefined},
    says: [
      NO_IMAGE,
      "/articles/readiness/ (shop/urls.py:2) looks like a page, so no probe asks it. If it says cheaply whether a pod may have traffic, type health: /articles/readiness/ in djcd.yaml.",
    ],
  },
  {
    what: "a page of health, and one that streams live",
    files: {
      "shop/urls.py": urls(
        'urlpatterns = [path("health/", CategoryDetail.as_view()), path("live/", v.watch), path("users/<int:id>/ready/", v.ready)]',
      ),
    },
    web: {health: undefined},
    says: [
      NO_IMAGE,
      "/health/ (shop/urls.py:2) looks like a page, so no probe asks it. If it says cheaply whether a pod may have traffic, type health: /health/ in djcd.yaml.",
      "/live/ (shop/urls.py:2) looks like a page, so no probe asks it. If it says cheaply whether a pod may have traffic, type health: /live/ in djcd.yaml.",
    ],
  },
  {
    what: "a path that the image asks, and the URLs have",
    files: {
      Dockerfile: image("HEALTHCHECK --interval=5s CMD curl -f http://localhost:8000/api/status/ || exit 1", SERVE),
      "shop/urls.py": urls('urlpatterns = [path("api/status/", v.status)]'),
    },
    web: {health: "/api/status/"},
    infers: ["health  /api/status/  shop/urls.py:2, as Dockerfile:4 asks"],
  },
  {
    what: "a path that the image asks, and the URLs do not show",
    files: {
      Dockerfile: image('HEALTHCHECK CMD ["wget", "-q", "http://127.0.0.1:8000/up"]', SERVE),
      "shop/urls.py": urls("urlpatterns = router.urls"),
    },
    web: {health: undefined},
    says: [
      "The image asks /up whether it is healthy (Dockerfile:4), and no URL here is seen to be that. If it is cheap, type health: /up in djcd.yaml.",
    ],
  },
  {
    what: "the first page as the image's check",
    files: {
      Dockerfile: image("HEALTHCHECK CMD curl http://localhost:8000/", SERVE),
      "shop/urls.py": urls('urlpatterns = [path("", v.index)]'),
    },
    web: {health: undefined},
    says: [NONE],
  },
];

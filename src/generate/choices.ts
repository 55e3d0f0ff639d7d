/** What a project is, as djcd.yaml says it: chosen at generation, while what differs between environments is a value. */
export interface Choices {
  readonly name: string;
  readonly version: string;
  readonly django: Django;
  readonly components: Readonly<Record<string, Component>>;
  readonly routers: readonly Router[];
  readonly pipelines: readonly Pipeline[];
  readonly metrics: Metrics;
  readonly gitops?: GitOps | undefined;
}

export interface Django {
  readonly settings: string;
  /** What starts Python in the image, where `python` does not. */
  readonly python?: readonly string[];
}

/** Where a controller finds what is committed. */
export interface GitOps {
  readonly controller: Controller;
  readonly repository: string;
  readonly branch: string;
  /** Folder in the repository. */
  readonly path: string;
  readonly namespace: string;
  /** Name of the Secret that opens the repository, beside the applications; empty where none is needed. */
  readonly secret: string;
  readonly applications: Applications;
}

/** Where the controller keeps what it applies: two stages in one cluster are told apart by it. */
export interface Applications {
  /** What each name begins with. */
  readonly prefix: string;
  /** Empty: where the controller looks by itself. */
  readonly namespace: string;
  /** Argo CD's. */
  readonly project: string;
  /** The API server, as Argo CD knows it. */
  readonly server: string;
}

export type Controller = "argo-cd" | "flux";

export interface Component {
  readonly kind: "http";
  readonly server: Server;
  readonly module: string;
  readonly port: number;
  readonly health: string;
  /** What starts the server, where its name does not; of another server the whole command. */
  readonly command?: readonly string[];
  /** More words of the command; what they say wins over the chart's. */
  readonly args?: readonly string[];
  /** A file of gunicorn's settings. */
  readonly config?: string;
}

export type NamedComponent = Component & {readonly name: string};

export type Router = "service" | "gateway-api" | "nginx" | "existing";

export type Pipeline = "github-actions" | "gitlab-ci";

/** Who counts in the pods what Prometheus reads. */
export type Metrics = "none" | "django-prometheus";

/** `other` is started by its whole command; the chart knows nothing of it. */
export type Server = "gunicorn" | "uvicorn" | "other";

/** The components in the order of djcd.yaml. */
export function namedComponents(choices: Choices): NamedComponent[] {
  return Object.entries(choices.components).map(([name, component]) => ({name, ...component}));
}

/** The http component that the Services lead to. */
export function mainComponent(choices: Choices): NamedComponent {
  const main = namedComponents(choices).find((component) => component.kind === "http");
  if (main === undefined) throw new Error("the schema of the choices lets no chart without an http component through");
  return main;
}

import type {RequestOptions} from "node:https";
import type {Api} from "../kubernetes/api.ts";
import {ApiError, orHidden} from "../kubernetes/api-error.ts";
import type {KubeSecret} from "../kubernetes/objects.ts";
import {objectPath} from "../kubernetes/paths.ts";
import {NO_PROXIES, type Proxies} from "../kubernetes/proxies.ts";
import {proxyText, requestThrough} from "../kubernetes/through-proxy.ts";
import {PrometheusError, type Sample, type Series, type Span, samplesIn, seriesIn} from "./prometheus-answer.ts";

export {PrometheusError, type Sample, type Series, type Span} from "./prometheus-answer.ts";

/** Where a Prometheus answers, and by which Secrets of the release's namespace it lets us in. */
export interface PrometheusAccess {
  readonly url: string;
  readonly service: ServiceAccess | undefined;
  /** Holds `token`. */
  readonly bearerSecret: string;
  /** Holds `username` and `password`. */
  readonly basicSecret: string;
  /** Holds `ca.crt`, or `tls.crt` and `tls.key`, or all three. */
  readonly tlsSecret: string;
  readonly timeoutSeconds: number;
}

export interface ServiceAccess {
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
  readonly scheme: string;
  readonly path: string;
}

/** Asks a Prometheus. */
export interface Prometheus {
  /** The samples of an instant, in seconds since 1970: of now where none is given. Throws where no answer comes. */
  query(promql: string, at?: number): Promise<readonly Sample[]>;
  /** The course of each series over a time, a point every so many seconds. Throws where no answer comes. */
  range(promql: string, span: Span, stepSeconds: number): Promise<readonly Series[]>;
}

/** Opens the way to a Prometheus; Secrets are read when it is first asked. */
export function openPrometheus(
  api: Api,
  namespace: string,
  access: PrometheusAccess,
  proxies: Proxies = NO_PROXIES,
): Prometheus {
  const send = access.service ? throughApi(api, access.service) : directly(api, namespace, access, proxies);
  const ask = (path: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
    inTime(send(`/api/v1/${path}?${new URLSearchParams(parameters)}`), access.timeoutSeconds);
  return {
    query: async (promql, at) =>
      samplesIn(await ask("query", {query: promql, ...(at === undefined ? {} : {time: at.toFixed(3)})})),
    range: async (promql, {from, to}, step) =>
      seriesIn(await ask("query_range", {query: promql, start: from.toFixed(3), end: to.toFixed(3), step: `${step}`})),
  };
}

type Send = (path: string) => Promise<string>;

function throughApi(api: Api, {namespace, name, port, scheme, path: root}: ServiceAccess): Send {
  const service = `${scheme === "https" ? "https:" : ""}${name}:${port}`;
  return async (path) => {
    try {
      return await api.text(`/api/v1/namespaces/${namespace}/services/${service}/proxy${root}${path}`);
    } catch (error) {
      if (error instanceof ApiError) throw new PrometheusError(`${error.status} ${error.said}`);
      throw new PrometheusError((error as Error).message);
    }
  };
}

function directly(api: Api, namespace: string, access: PrometheusAccess, proxies: Proxies): Send {
  let opened: Promise<RequestOptions> | undefined;
  return async (path) => {
    opened ??= credentials(api, namespace, access);
    const options = {...(await opened), timeout: access.timeoutSeconds * 1000};
    return exchange(new URL(`${access.url.replace(/\/$/, "")}${path}`), options, proxies.to(access.url));
  };
}

async function credentials(api: Api, namespace: string, access: PrometheusAccess): Promise<RequestOptions> {
  const secret = (name: string): Promise<Keys> => readSecret(api, namespace, name);
  const {token} = await secret(access.bearerSecret);
  const {username, password} = await secret(access.basicSecret);
  const {"ca.crt": ca, "tls.crt": cert, "tls.key": key} = await secret(access.tlsSecret);
  return {
    ...(token && {headers: {authorization: `Bearer ${token.trim()}`}}),
    ...(username && {auth: `${username}:${password ?? ""}`}),
    ...{...(ca && {ca}), ...(cert && {cert}), ...(key && {key})},
  };
}

type Keys = Readonly<Record<string, string | undefined>>;

async function readSecret(api: Api, namespace: string, name: string): Promise<Keys> {
  if (name === "") return {};
  const found = await orHidden(api.get<KubeSecret>(objectPath("Secret", namespace, name)));
  if (!found) throw new PrometheusError(`Secret ${name} does not exist in namespace ${namespace}`);
  const decoded = Object.entries(found.data ?? {}).map(([key, text]) => [key, `${Buffer.from(text, "base64")}`]);
  return Object.fromEntries(decoded);
}

function exchange(url: URL, options: RequestOptions & {readonly timeout: number}, proxy?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const by = proxy === undefined ? "" : ` through the proxy ${proxyText(proxy)}`;
    const fails = (error: NodeJS.ErrnoException): void =>
      reject(new PrometheusError(`${error.code ?? error.message.replace("Bad response:", "it answers")}${by}`));
    const asked = requestThrough(url, options, proxy, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", fails);
      answer.on("end", () => resolve(bodyOf(answer.statusCode ?? 0, `${Buffer.concat(chunks)}`)));
    });
    asked.on("timeout", () => asked.destroy(new Error(`no answer in ${options.timeout / 1000} s`)));
    asked.on("error", fails);
    asked.end();
  });
}

/** Prometheus explains its refusals in JSON; what stands before it does not. */
function bodyOf(status: number, text: string): string {
  if (status < 300 || text.startsWith("{")) return text;
  return JSON.stringify({status: "error", error: `it answers ${status}`});
}

function inTime(answer: Promise<string>, seconds: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PrometheusError(`no answer in ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

import * as http from "node:http";
import * as https from "node:https";
import {HttpProxyAgent, HttpsProxyAgent} from "hpagent";
import {SocksProxyAgent} from "socks-proxy-agent";

type Answered = (answer: http.IncomingMessage) => void;

/** A request to a URL, through a proxy where one is named. The connection ends with it. */
export function requestThrough(
  url: URL,
  options: https.RequestOptions,
  proxy: string | undefined,
  answered: Answered,
): http.ClientRequest {
  const {request} = url.protocol === "https:" ? https : http;
  if (proxy === undefined) return request(url, {...options, agent: false}, answered);
  if (isForwarded(url, options, proxy)) return forwarded(url, options, proxy, answered);
  return request(url, {...options, agent: tunnel(url, proxy, options)}, answered);
}

/** A proxy forwards plain requests under the host of their URL: another one arrives through a tunnel alone. */
function isForwarded({protocol}: URL, {headers}: https.RequestOptions, proxy: string): boolean {
  const asAnother = headers !== undefined && "host" in headers;
  return protocol === "http:" && !asAnother && !proxy.startsWith("socks");
}

function forwarded(url: URL, options: https.RequestOptions, proxy: string, answered: Answered): http.ClientRequest {
  const {protocol, username, password} = new URL(proxy);
  const {request} = protocol === "https:" ? https : http;
  const login = username && {
    "proxy-authorization": `Basic ${Buffer.from(decodeURIComponent(`${username}:${password}`)).toString("base64")}`,
  };
  const {auth: _, ...rest} = options;
  const headers = {...basic(options), ...rest.headers, host: url.host, ...(login || {})};
  return request(
    new URL(proxy),
    {...rest, headers, auth: null, path: `${url.origin}${url.pathname}${url.search}`, agent: false},
    answered,
  );
}

/** `auth` would be the proxy's: the server's own goes into its header. */
function basic({auth}: https.RequestOptions): http.OutgoingHttpHeaders {
  return auth ? {authorization: `Basic ${Buffer.from(auth).toString("base64")}`} : {};
}

function tunnel(url: URL, proxy: string, {timeout}: https.RequestOptions): http.Agent {
  if (proxy.startsWith("socks")) return new SocksProxyAgent(proxy, timeout === undefined ? {} : {timeout});
  return url.protocol === "https:" ? new HttpsProxyAgent({proxy}) : new HttpProxyAgent({proxy});
}

/** A proxy as it may be shown: without its password. */
export function proxyText(proxy: string): string {
  const {protocol, host} = new URL(proxy);
  return `${protocol}//${host}`;
}

import {BlockList, isIP} from "node:net";

/** Which requests go through a proxy of the environment, and through which: by the rules of Go, so that we dial as Helm does. */
export interface Proxies {
  /** The proxy on the way to a URL; nothing where there is none. */
  readonly to: (url: string) => string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** No proxy on any way. */
export const NO_PROXIES: Proxies = {to: () => undefined};

/** Reads the proxies of an environment. */
export function proxiesOf(env: Env): Proxies {
  const of = (name: string): string | undefined => env[name] || env[name.toLowerCase()] || undefined;
  const proxies: Readonly<Record<string, string | undefined>> = {
    "https:": withScheme(of("HTTPS_PROXY")),
    // In a CGI program whoever asks can set it.
    "http:": env.REQUEST_METHOD ? undefined : withScheme(of("HTTP_PROXY")),
  };
  const exceptions = (of("NO_PROXY") ?? "")
    .split(",")
    .flatMap((entry) => exceptionOf(entry.trim().toLowerCase()) ?? []);
  return {
    to: (url) => {
      const {protocol, hostname, port} = new URL(url);
      const place = {host: hostname.replace(/^\[|\]$/g, "").toLowerCase(), port: port || PORTS[protocol] || ""};
      const isDirect = isLoopback(place.host) || exceptions.some((matches) => matches(place));
      return isDirect ? undefined : proxies[protocol];
    },
  };
}

const PORTS: Readonly<Record<string, string>> = {"https:": "443", "http:": "80"};

function withScheme(proxy: string | undefined): string | undefined {
  return proxy === undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

interface Place {
  readonly host: string;
  readonly port: string;
}

type Matches = (place: Place) => boolean;

/** `*`, a network, an address, or a domain, the latter two with a port or without; nothing where an entry is none of them. */
function exceptionOf(entry: string): Matches | undefined {
  if (entry === "*") return () => true;
  const [, net = "", bits = ""] = /^([^/]+)\/(\d+)$/.exec(entry) ?? [];
  if (isIP(net)) return within(net, Number(bits));
  const {host, port} = parted(entry);
  const isPort = (place: Place): boolean => port === "" || port === place.port;
  if (host === "" || entry.includes("/")) return undefined;
  if (isIP(host))
    return (place) => isIP(place.host) > 0 && within(host, isIP(host) === 4 ? 32 : 128)(place) && isPort(place);
  return (place) => isOfDomain(host.replace(/^\*\./, "."), place.host) && isPort(place);
}

/** An address of version 6 with a port stands in brackets. */
function parted(entry: string): Place {
  const [, bracketed, its] = /^\[(.*)\](?::(\d+))?$/.exec(entry) ?? [];
  if (bracketed !== undefined) return {host: bracketed, port: its ?? ""};
  if (isIP(entry)) return {host: entry, port: ""};
  const [host = "", port = ""] = entry.split(":");
  return {host, port};
}

function within(net: string, bits: number): Matches {
  const family = (host: string): "ipv4" | "ipv6" => (isIP(host) === 4 ? "ipv4" : "ipv6");
  const list = new BlockList();
  if (bits <= (isIP(net) === 4 ? 32 : 128)) list.addSubnet(net, bits, family(net));
  return ({host}) => isIP(host) > 0 && list.check(host, family(host));
}

/** `.example.com` is what is below it, `example.com` is itself too. */
function isOfDomain(domain: string, host: string): boolean {
  return domain.startsWith(".") ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

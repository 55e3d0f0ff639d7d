import type {Fact} from "../fact.ts";
import {type Dockerfile, variablesOf} from "../start/dockerfile.ts";
import type {FoundStart} from "../start/find-start.ts";
import {commandsOfBuild} from "../start/python-images.ts";
import type {Address} from "./address.ts";

const PROXY = /^(nginx|nginx-\w+|caddy|apache2|httpd|supervisor|supervisord|haproxy)$/;

/** Pods run without the rights that a port below this needs. */
const LEAST = 1024;

/** The port that the chart's server is told; that of another server is its own affair. */
export function portFor(isOther: boolean, address: Fact<Address> | undefined, start: FoundStart): Fact<number> {
  const port = portOf(address, start);
  if (isOther || port.value >= LEAST) return port;
  return {value: 8000, from: `the default: ${port.value}, which ${port.from} says, is for root`};
}

/** The port that the server listens on: as its command says, else the one that its image exposes, if nothing stands before it. */
function portOf(address: Fact<Address> | undefined, {server, image, steps}: FoundStart): Fact<number> {
  const said = address?.value;
  if (address && said?.is === "port") return {value: said.port, from: address.from};
  if (address && said?.is === "socket") return {value: 8000, from: `the default: ${address.from} says a socket`};
  const ofDevelopment = developersPort(server);
  if (ofDevelopment) return ofDevelopment;
  const ofVariable = image && variablesOf(image).get("PORT");
  if (image && ofVariable !== undefined && /^\d+$/.test(ofVariable))
    return {value: Number(ofVariable), from: image.path};
  const isBehind = steps.some(({call}) => PROXY.test(call?.program ?? ""));
  const byDefault = said === undefined ? "no file: the default" : `the default: ${address?.from} computes it`;
  return (image && !isBehind && exposed(image)) || {value: 8000, from: byDefault};
}

function developersPort(server: FoundStart["server"]): Fact<number> | undefined {
  if (server?.call?.program !== "manage.py") return undefined;
  const port = server.call.args
    .map(({text}) => /^(?:.*:)?(\d{2,5})$/.exec(text)?.[1])
    .find((each) => each !== undefined);
  return port === undefined ? undefined : {value: Number(port), from: server.command.from};
}

/** Where several are exposed, nobody can say which is the server's. */
function exposed(image: Dockerfile): Fact<number> | undefined {
  if (commandsOfBuild(image).some(({words}) => words.some(({text}) => PROXY.test(text)))) return undefined;
  const all = image.instructions.filter(({keyword}) => keyword === "EXPOSE");
  const ports = all.flatMap(({value, line}) =>
    value.split(/\s+/).map((text) => ({value: Number.parseInt(text, 10), from: `${image.path}:${line}`})),
  );
  const [port, ...others] = ports.filter(({value}) => value > 0);
  return others.length === 0 ? port : undefined;
}

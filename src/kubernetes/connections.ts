import type {Agent, RequestOptions} from "node:https";

/** Gives a request the connections of the ones before it. */
export type Connections = (call: RequestOptions) => RequestOptions;

/**
 * Keeps connections from request to request: KubeConfig makes an agent for each, and a handshake costs more than most
 * answers. Where a credential plugin gave another certificate, the old connections are of no use.
 */
export function keepConnections(): Connections {
  let kept: {readonly identity: string; readonly agent: RequestOptions["agent"]} | undefined;
  return (call) => {
    const identity = identityOf(call);
    if (kept?.identity !== identity) kept = {identity, agent: keptAlive(call.agent as Agent)};
    return {...call, agent: kept.agent};
  };
}

function identityOf({cert, key, ca, servername, rejectUnauthorized}: RequestOptions): string {
  return JSON.stringify([`${cert}`, `${key}`, `${ca}`, servername, rejectUnauthorized]);
}

/** A look at the cluster is a dozen questions at once: as many handshakes take longer than to ask them by turns. */
const AT_ONCE = 4;

/** An idle one is closed after the agent's timeout, before a proxy in between forgets it. */
function keptAlive(agent: Agent): Agent {
  return Object.assign(agent, {keepAlive: true, maxSockets: AT_ONCE});
}

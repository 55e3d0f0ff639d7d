import type {Condition, Gateway} from "../kubernetes/objects.ts";
import type {Facts, ReleaseFacts} from "./facts.ts";
import {type Finding, fail, ok, warn} from "./finding.ts";

/** The Gateway API, and the Gateway of each route. */
export function gateways({hasGatewayApi, releases}: Facts): Finding[] {
  const api = hasGatewayApi
    ? ok("Gateway API: the cluster has it")
    : warn("Gateway API: the cluster does not have it; router service works, canaries do not");
  return [api, ...releases.filter(({route}) => route).flatMap(gatewayOf)];
}

function gatewayOf(facts: ReleaseFacts): Finding[] {
  const {name, route, gateway} = facts;
  const parent = route?.spec.parentRefs?.[0];
  if (!parent) return [fail(`release ${name}: its HTTPRoute belongs to no Gateway`, "set gateway.parentRefs")];
  const where = `Gateway ${parent.name} in namespace ${parent.namespace ?? route?.metadata.namespace}`;
  if (!gateway)
    return [
      warn(
        `release ${name}: ${where} does not exist, or is not for you to see. Answers are looked at only with --probe-url`,
      ),
    ];
  return [...state(name, where, gateway), implementation(name, where, facts)];
}

function state(name: string, where: string, {metadata, status}: Gateway): Finding[] {
  const address = status?.addresses?.[0]?.value;
  const programmed = status?.conditions?.find(({type}) => type === "Programmed");
  const look = `kubectl describe gateway ${metadata.name} -n ${metadata.namespace}`;
  if (programmed?.status !== "True")
    return [fail(`release ${name}: ${where} is not programmed${why(programmed)}`, look)];
  if (!address) return [fail(`release ${name}: ${where} has no address`, look)];
  return [ok(`release ${name}: ${where} is programmed, at ${address}`)];
}

function why(condition: Condition | undefined): string {
  const reason = condition?.message || condition?.reason;
  return reason ? `: ${reason}` : "";
}

function implementation(name: string, where: string, {gateway, gatewayClass}: ReleaseFacts): Finding {
  const {gatewayClassName = ""} = gateway?.spec ?? {};
  const controller = gatewayClass?.spec.controllerName;
  return controller
    ? ok(`release ${name}: ${where} is run by ${controller} (class ${gatewayClassName})`)
    : warn(`release ${name}: who runs ${where} is not for you to see (class ${gatewayClassName})`);
}

import type {HttpProbe, KubeEvent, Pod} from "../kubernetes/objects.ts";

/** What a pod that is up answers to the probe that asks whether it is ready; nothing where nobody noted it. */
export function probeAnswer(pod: Pod, events: readonly KubeEvent[]): string | undefined {
  const isOfPod = ({involvedObject}: KubeEvent): boolean => involvedObject.name === pod.metadata.name;
  const status = events
    .filter(isOfPod)
    .flatMap(({message = ""}) => /statuscode: (\d+)/.exec(message)?.[1] ?? [])
    .at(-1);
  const probe = pod.spec.containers.map((one) => one.startupProbe ?? one.readinessProbe).find((one) => one?.httpGet);
  return status && probe && answerText(pod.metadata.name, probe, status);
}

function answerText(name: string, {httpGet = {}}: HttpProbe, status: string): string {
  const host = httpGet.httpHeaders?.find((header) => header.name === "Host")?.value;
  const asked = `pod ${name} answers its probe, ${httpGet.path ?? "/"}${host ? ` for host ${host}` : ""}, with ${status}`;
  return status === "400" && host ? `${asked}: so does Django where ALLOWED_HOSTS does not hold ${host}` : asked;
}

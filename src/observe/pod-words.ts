import type {Api} from "../kubernetes/api.ts";
import {orHidden} from "../kubernetes/api-error.ts";
import type {KubeEvent, KubeList, Pod} from "../kubernetes/objects.ts";
import {collectionPath, objectPath} from "../kubernetes/paths.ts";
import {podReadiness, troubledContainer} from "../ready/pod.ts";
import {probeAnswer} from "../ready/probe-answer.ts";

interface Place {
  readonly api: Api;
  readonly namespace: string;
}

/** What the pod in trouble says of it: how it answers its probe, and the last lines of its container. */
export async function podWords(place: Place, pods: readonly Pod[]): Promise<string[]> {
  const pod =
    pods.find((one) => podReadiness(one).state === "failed") ??
    pods.find((one) => podReadiness(one).state === "waiting");
  if (!pod) return [];
  const said = [await answered(place, pod), await lastLines(place, pod)];
  return said.filter((one) => one !== undefined);
}

/** The last lines of a Job's pods. */
export async function jobWords(place: Place, pods: readonly Pod[]): Promise<string[]> {
  const [pod] = pods;
  const text = pod ? await logOf(place, pod, "tailLines=15") : undefined;
  return pod && text ? [lines(`last lines of ${pod.metadata.name}`, text)] : [];
}

/** Events may not be shown to everybody. */
async function answered({api, namespace}: Place, pod: Pod): Promise<string | undefined> {
  const path = `${collectionPath("Event", namespace)}?fieldSelector=involvedObject.name%3D${pod.metadata.name}`;
  const events = await orHidden(api.get<KubeList<KubeEvent>>(path));
  return probeAnswer(pod, events?.items ?? []);
}

async function lastLines(place: Place, pod: Pod): Promise<string | undefined> {
  const container = troubledContainer(pod);
  if (!container) return undefined;
  const {name, previous} = container;
  const said = (of: boolean): Promise<string> => logOf(place, pod, `container=${name}&tailLines=15&previous=${of}`);
  const text = (await said(previous)) || (await said(!previous));
  return text ? lines(`last lines of ${pod.metadata.name}, container ${name}`, text) : undefined;
}

function logOf({api, namespace}: Place, {metadata}: Pod, query: string): Promise<string> {
  const text = api.text(objectPath("Pod", namespace, metadata.name, `log?${query}`)).catch(() => "");
  return text.then((one) => (GONE.test(one) ? "" : one));
}

/** What the kubelet answers, with 200, in place of the log of a container that it has put away. */
const GONE = /^unable to retrieve container logs for /;

function lines(title: string, text: string): string {
  return `${title}:\n${text.trimEnd().replace(/^/gm, "  ")}`;
}

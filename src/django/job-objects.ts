import {DjcdError} from "../errors.ts";
import type {Job, KubeObject} from "../kubernetes/objects.ts";
import {allObjectsIn} from "../release/manifest.ts";

/** A Job beside Helm, and the ConfigMap and Secret that it reads. */
export interface JobObjects {
  readonly job: Job;
  readonly needs: readonly KubeObject[];
}

/**
 * Reads what the chart renders as `part: job`: the migration Job, and its own copies of the configuration, which have
 * its name. What a team's own templates render there is not for it.
 */
export function jobObjects(manifest: string): JobObjects {
  const objects = allObjectsIn(manifest);
  const job = objects.find(({kind, metadata}) => kind === "Job" && metadata.labels?.["djcd.io/role"] === "migrate") as
    | Job
    | undefined;
  if (!job) throw new DjcdError("the chart renders no migration Job. Generate it again: helm djcd generate");
  const isItsOwn = ({metadata}: KubeObject): boolean => metadata.name === job.metadata.name;
  return {job, needs: objects.filter((object) => object !== job && isItsOwn(object))};
}

interface Runnable {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** The Job runs a script as well, by whatever starts Python in this image. */
function pythonOf(command: readonly string[]): readonly string[] {
  const end = command.indexOf("-c");
  return end > 0 ? command.slice(0, end) : ["python"];
}

/**
 * The same pod, asked for something else: the migration Job as a probe. It cleans itself up if nobody does, and what it
 * reads is its own: a migration Job of that name may still run, and nothing of it may go with the probe.
 */
export function asProbe(objects: JobObjects, program: string): JobObjects {
  const {job, needs} = renamed(objects, objects.job.metadata.name.replace(/-migrate-(?=[0-9a-f]+$)/, "-probe-"));
  const {template} = job.spec;
  const containers = template.spec.containers.map((container) => {
    const {args: _, command = [], ...rest} = container as typeof container & Runnable;
    return {...rest, name: "probe", command: [...pythonOf(command), "-c", program]};
  });
  const spec = {
    ...job.spec,
    backoffLimit: 0,
    ttlSecondsAfterFinished: 300,
    template: {...template, spec: {...template.spec, containers}},
  };
  return {job: {...job, spec}, needs};
}

/** The Job and what it reads have one name, which also stands wherever the pod refers to them. */
function renamed(objects: JobObjects, name: string): JobObjects {
  const whole = JSON.stringify(objects.job.metadata.name);
  return JSON.parse(JSON.stringify(objects).replaceAll(whole, JSON.stringify(name))) as JobObjects;
}

/** One number of a Prometheus, with the labels that tell it from others. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The course of one series. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly {readonly at: number; readonly value: number}[];
}

/** A time, in seconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A Prometheus did not answer, or answered with something else than numbers; in words. */
export class PrometheusError extends Error {}

interface Answered {
  readonly status?: string;
  readonly error?: string;
  readonly data?: {readonly resultType?: string; readonly result?: unknown};
}

type Point = readonly [at: number, value: string];

/** The samples in an answer; a scalar is one without labels. */
export function samplesIn(text: string): readonly Sample[] {
  const data = dataIn(text);
  if (data?.resultType === "scalar") return [{labels: {}, value: numberOf((data.result as Point)[1])}];
  if (data?.resultType !== "vector")
    throw new PrometheusError(`it answers with a ${data?.resultType}, not with numbers`);
  return (data.result as {metric: Record<string, string>; value: Point}[]).map(({metric, value}) => ({
    labels: metric,
    value: numberOf(value[1]),
  }));
}

/** The courses in the answer to a range query. */
export function seriesIn(text: string): readonly Series[] {
  const data = dataIn(text);
  if (data?.resultType !== "matrix")
    throw new PrometheusError(`it answers with a ${data?.resultType}, not with series`);
  return (data.result as {metric: Record<string, string>; values: Point[]}[]).map(({metric, values}) => ({
    labels: metric,
    points: values.map(([at, value]) => ({at, value: numberOf(value)})),
  }));
}

function dataIn(text: string): Answered["data"] {
  const {status, error, data} = parsed(text);
  if (status !== "success") throw new PrometheusError(error ?? "it answers with no result");
  return data;
}

function parsed(text: string): Answered {
  try {
    return JSON.parse(text) as Answered;
  } catch {
    throw new PrometheusError("it answers with no JSON: this is no Prometheus");
  }
}

function numberOf(text: string): number {
  return text === "+Inf" ? Number.POSITIVE_INFINITY : text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

/** What one look found: as it should be, worth knowing, or in the way of a release. */
export interface Finding {
  readonly level: "ok" | "warn" | "fail";
  readonly says: string;
  /** What to type about it. */
  readonly type?: string;
}

export function ok(says: string): Finding {
  return {level: "ok", says};
}

export function warn(says: string, type?: string): Finding {
  return {level: "warn", says, ...(type ? {type} : {})};
}

export function fail(says: string, type?: string): Finding {
  return {level: "fail", says, ...(type ? {type} : {})};
}

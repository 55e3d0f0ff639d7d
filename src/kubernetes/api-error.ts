import {Unreachable} from "./unreachable.ts";

/** An answer of the API server that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  /** What the server said, without the request. */
  readonly said: string;

  constructor(method: string, path: string, status: number, said: string) {
    super(`${method} ${path.split("?")[0]}: ${status} ${said}`);
    this.name = "ApiError";
    this.status = status;
    this.said = said;
  }
}

/** The answer, or nothing where the object does not exist. */
export function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return unless([404], answer);
}

/** Whether a server may answer in a while: it cannot be reached now, or is in trouble itself. */
export function isPassing(error: unknown): error is Error {
  return error instanceof Unreachable || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
}

/** What was made, or replaced as it was read; nothing where another was there first. */
export function unlessThere<T>(writing: Promise<T>): Promise<T | undefined> {
  return unless([409], writing);
}

/** The answer, or nothing where the object does not exist or is not for us to see: that of another team, say. */
export function orHidden<T>(answer: Promise<T>): Promise<T | undefined> {
  return unless([404, 403], answer);
}

async function unless<T>(statuses: readonly number[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && statuses.includes(error.status)) return undefined;
    throw error;
  }
}

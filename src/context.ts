import type {ExitCode} from "./errors.ts";

/** What a command may touch of the outside world, in one object, so that a test can put another in its place. */
export interface Context {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly clock: Clock;
  /** The process that started this one, as it is now: another one once that is gone. */
  parent(): number;
  /** Sets the exit code that the process ends with. */
  end(code: ExitCode): void;
}

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

const realClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The context of a real process. */
export function processContext(): Context {
  const {env, stdin, stdout, stderr} = process;
  const end = (code: ExitCode): void => {
    process.exitCode = code;
  };
  return {cwd: process.cwd(), env, stdin, stdout, stderr, clock: realClock, parent: () => process.ppid, end};
}

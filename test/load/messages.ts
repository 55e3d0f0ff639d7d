import type {Report} from "./report.ts";

/** What the starter asks of the load's process; each is answered, with its number. */
export type Order = {id: number} & ({do: "mark"; name: string} | {do: "snapshot"} | {do: "stop"});

/** What the load's process says; `ended` is its last word, asked for or not. */
export type Word = {is: "started"} | {is: "done"; id: number; report: Report} | {is: "ended"; report: Report};

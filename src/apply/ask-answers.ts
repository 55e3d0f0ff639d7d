import type * as http from "node:http";
import type * as https from "node:https";
import {isIP} from "node:net";
import {requestThrough} from "../kubernetes/through-proxy.ts";
import {SLOT_HEADER} from "../release/names.ts";

/** Where the data plane answers, and as whom we ask. */
export interface Entrance {
  readonly url: string;
  readonly host: string;
  /** On the way there. */
  readonly proxy?: string | undefined;
}

/** One answer, by whom it was given. */
export interface Answer {
  /** Nothing where nobody said so. */
  readonly slot: string | undefined;
  /** 0 where nobody answered. */
  readonly status: number;
}

/** Asks as a visitor does, or for a slot by its header. */
export function askWhoAnswers(entrance: Entrance, slot: string | undefined): Promise<Answer> {
  const url = new URL(entrance.url);
  return new Promise((resolve) => {
    const asked = requestThrough(url, options(entrance, slot, 5000), entrance.proxy, (answer) => {
      answer.resume();
      const mark = answer.headers[SLOT_HEADER.toLowerCase()];
      resolve({slot: typeof mark === "string" ? mark : undefined, status: answer.statusCode ?? 0});
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve({slot: undefined, status: 0}));
    asked.end();
  });
}

function options({host}: Entrance, slot: string | undefined, timeout: number): https.RequestOptions {
  const headers = {host, "x-forwarded-proto": "https", ...(slot ? {[SLOT_HEADER]: slot} : {})};
  // TLS knows no server by its address, and none by its port.
  const name = host.replace(/:\d+$/, "");
  return {headers, timeout, ...(isIP(name) ? {} : {servername: name}), rejectUnauthorized: false};
}

/** What one slot answers to one request, or why it does not. */
export function askOne(
  entrance: Entrance,
  slot: string,
  {path, method}: {readonly path: string; readonly method: string},
): Promise<{status: number; headers: http.IncomingHttpHeaders; body: string} | string> {
  const url = new URL(path, entrance.url);
  return new Promise((resolve) => {
    const asked = requestThrough(url, {...options(entrance, slot, 10_000), method}, entrance.proxy, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", (error) => resolve(error.message));
      answer.on("end", () => {
        const mark = answer.headers[SLOT_HEADER.toLowerCase()];
        const {statusCode: status = 0, headers} = answer;
        resolve(
          mark === slot
            ? {status, headers, body: `${Buffer.concat(chunks)}`}
            : `${mark ?? "nobody"} answered, not ${slot}`,
        );
      });
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in 10 s")));
    asked.on("error", (error) => resolve(error.message));
    asked.end();
  });
}

import * as http from "node:http";
import * as https from "node:https";
import {SLOT_HEADER} from "../release/names.ts";

/** Where the data plane answers, and as whom we ask. */
export interface Entrance {
  readonly url: string;
  readonly host: string;
}

/** Which slot answered; nothing where nobody said so. */
export function askWhoAnswers({url, host}: Entrance, slot: string | undefined): Promise<string | undefined> {
  const target = new URL(url);
  const {request} = target.protocol === "https:" ? https : http;
  const headers = {host, "x-forwarded-proto": "https", ...(slot ? {[SLOT_HEADER]: slot} : {})};
  return new Promise((resolve) => {
    const asked = request(
      target,
      {headers, agent: false, timeout: 5000, servername: host, rejectUnauthorized: false},
      (answer) => {
        answer.resume();
        const mark = answer.headers[SLOT_HEADER.toLowerCase()];
        resolve(typeof mark === "string" ? mark : undefined);
      },
    );
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(undefined));
    asked.end();
  });
}

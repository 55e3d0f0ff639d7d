import {get} from "node:http";
import {setTimeout as sleep} from "node:timers/promises";

const AT_MOST_MILLISECONDS = 60_000;

/** Waits until a site is answered by the site: pods that are ready are known to the data plane a second or two later. */
export async function untilServed(url: string, host: string): Promise<void> {
  const until = Date.now() + AT_MOST_MILLISECONDS;
  for (let status = 0; status !== 200; await sleep(100)) {
    if (Date.now() > until) throw new Error(`${host} is answered with ${status} after a minute`);
    status = await statusOf(url, host);
  }
}

/** 0 where nobody answers. */
function statusOf(url: string, host: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, {headers: {host, "x-forwarded-proto": "https"}, agent: false}, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).on("error", () => resolve(0));
  });
}

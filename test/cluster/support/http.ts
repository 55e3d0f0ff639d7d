import * as http from "node:http";
import * as https from "node:https";

/** Whether a GET is answered with 200 within a second. Without a proxy, whatever the environment says. */
export function answers(url: string, options: https.RequestOptions = {}): Promise<boolean> {
  const {get} = url.startsWith("https:") ? https : http;
  return new Promise((resolve) => {
    const request = get(url, {timeout: 1000, agent: false, ...options}, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

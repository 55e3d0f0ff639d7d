import type {Agent} from "node:http";
import type {Settings} from "./options.ts";
import type {Answer, Kind, Verdict} from "./outcome.ts";
import {ask} from "./request.ts";

/** Is told each answer as it comes, and judges it. */
type Hear = (kind: Kind, answer: Answer) => Verdict;

/** Opens the order form and sends it, as a browser would: the page's CSRF token, its cookie, and where it came from. */
export async function placeOrder(settings: Settings, agent: Agent, hear: Hear): Promise<void> {
  const path = settings.paths.order;
  const form = await ask(settings, {path, agent, keepBody: true});
  if (hear("form", form).is !== "ok") return;
  hear("order", await ask(settings, {path, agent, method: "POST", ...filledIn(settings, form)}));
}

function filledIn(settings: Settings, form: Answer): {headers: Record<string, string>; body: string} {
  const fields = {csrfmiddlewaretoken: tokenIn(form.body), email: settings.email, quantity: "1"};
  const body = new URLSearchParams(fields).toString();
  return {headers: {...browserHeaders(settings, form), "Content-Length": String(Buffer.byteLength(body))}, body};
}

function browserHeaders(settings: Settings, form: Answer): Record<string, string> {
  const origin = `${settings.headers["X-Forwarded-Proto"]}://${settings.host}`;
  return {
    "Content-Type": "application/x-www-form-urlencoded",
    Cookie: form.cookies.map((cookie) => cookie.split(";")[0]).join("; "),
    Origin: origin,
    Referer: origin + settings.paths.order,
  };
}

function tokenIn(page: string): string {
  return /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page)?.[1] ?? "";
}

import {type Agent, type ClientRequest, type IncomingMessage, type RequestOptions, request} from "node:http";
import type {Settings} from "./options.ts";
import type {Answer} from "./outcome.ts";

export interface Question {
  path: string;
  agent: Agent;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** Without it the body is thrown away as it comes. */
  keepBody?: boolean;
}

/** Sends one request, once: whatever happens to it is its answer, and nothing is tried again. */
export function ask(settings: Settings, question: Question): Promise<Answer> {
  return new Promise((resolve) => {
    const answer: Answer = {sentAt: Date.now(), endedAt: 0, cookies: [], body: "", reused: false, timedOut: false};
    const sent = request(settings.url, requestOptions(settings, question));
    const timer = setTimeout(() => giveUp(sent, answer), settings.timeoutSeconds * 1000);
    const end = (error?: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(ended(answer, sent, error));
    };
    sent.on("error", end);
    sent.on("response", (response) => read(response, answer, question.keepBody === true, end));
    sent.end(question.body);
  });
}

function requestOptions(settings: Settings, question: Question): RequestOptions {
  const {path, agent, method = "GET"} = question;
  return {path, agent, method, headers: {...settings.headers, ...question.headers}};
}

function giveUp(sent: ClientRequest, answer: Answer): void {
  answer.timedOut = true;
  sent.destroy(new Error("timeout"));
}

function read(response: IncomingMessage, answer: Answer, keepBody: boolean, end: (error?: Error) => void): void {
  const {headers} = response;
  Object.assign(answer, {
    status: response.statusCode,
    version: headers["x-shop-version"],
    slot: headers["x-djcd-slot"] ?? headers["x-shop-slot"],
    cookies: headers["set-cookie"] ?? [],
  });
  response.on("error", end).on("end", () => end(response.complete ? undefined : new Error("cut short")));
  if (!keepBody) response.resume();
  else response.setEncoding("utf8").on("data", (text: string) => (answer.body += text));
}

function ended(answer: Answer, sent: ClientRequest, error?: NodeJS.ErrnoException): Answer {
  answer.endedAt = Date.now();
  answer.reused = sent.reusedSocket;
  if (error) answer.error = error.code ?? error.message;
  return answer;
}

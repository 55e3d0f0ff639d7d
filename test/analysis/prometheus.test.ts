import {once} from "node:events";
import {createServer, type IncomingMessage, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, expect, test} from "vitest";
import {analysisOf} from "../../src/analysis/settings.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import {openPrometheus} from "../../src/prometheus/prometheus.ts";

// A server on loopback stands for Prometheus, and for what people put in its place.

let server: Server;
let url: string;
let asked: IncomingMessage;

const vector = (...values: string[]): string =>
  JSON.stringify({
    status: "success",
    data: {resultType: "vector", result: values.map((value) => ({metric: {pod: "a"}, value: [1, value]}))},
  });

const COURSE = {
  metric: {slot: "blue"},
  values: [
    [1, "0.5"],
    [3, "NaN"],
  ],
};

/** By the query: what is answered, with which status. */
const ANSWERS: Readonly<Record<string, readonly [status: number, body: string]>> = {
  up: [200, vector("1", "2.5")],
  nan: [200, vector("NaN", "+Inf", "-Inf")],
  none: [200, vector()],
  scalar: [200, JSON.stringify({status: "success", data: {resultType: "scalar", result: [1, "7"]}})],
  matrix: [200, JSON.stringify({status: "success", data: {resultType: "matrix", result: []}})],
  course: [200, JSON.stringify({status: "success", data: {resultType: "matrix", result: [COURSE]}})],
  "bad(": [400, JSON.stringify({status: "error", error: "parse error: unclosed left parenthesis"})],
  login: [200, "<html>sign in</html>"],
  forbidden: [403, "no"],
};

beforeAll(async () => {
  server = createServer((request, answer) => {
    asked = request;
    const query = new URL(request.url ?? "", url).searchParams.get("query") ?? "";
    const [status, body] = ANSWERS[query] ?? [];
    // Any other query is never answered.
    if (status) answer.writeHead(status).end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.closeAllConnections());

const SECRETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  token: {token: "abc\n"},
  login: {username: "ann", password: "s3cret"},
};

const api = {
  get: async (path: string) => {
    const data = SECRETS[path.split("/").at(-1) ?? ""];
    if (!data) throw new ApiError("GET", path, 404, "not found");
    const encoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
    return {data: Object.fromEntries(encoded)};
  },
  text: async (path: string) => {
    if (path.includes("/services/prometheus:web/proxy/root/api/v1/query?query=up")) return vector("3");
    throw new ApiError("GET", path, 503, "no endpoints available for service");
  },
} as unknown as Api;

function prometheus(access: object) {
  const settings = analysisOf({analysis: {enabled: true, prometheus: {timeout: "1s", ...access}}});
  return openPrometheus(api, "shop", settings?.prometheus ?? expect.fail());
}

test.each([
  ["up", [1, 2.5]],
  ["nan", [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ["none", []],
  ["scalar", [7]],
])("the answer to %s is numbers", async (query, expected) => {
  expect((await prometheus({url}).query(query, 12)).map(({value}) => value)).toEqual(expected);
});

test.each([
  ["bad(", "parse error: unclosed left parenthesis"],
  ["matrix", "it answers with a matrix, not with numbers"],
  ["login", "it answers with no JSON: this is no Prometheus"],
  ["forbidden", "it answers 403"],
  ["slow", "no answer in 1 s"],
])("the answer to %s is no number, and says why", async (query, expected) => {
  await expect(prometheus({url}).query(query)).rejects.toThrow(expected);
});

test("where nobody listens, that is said", async () => {
  await expect(prometheus({url: "http://127.0.0.1:1"}).query("up")).rejects.toThrow("ECONNREFUSED");
});

test.each([
  ["bearerSecret", "token", "Bearer abc"],
  ["basicSecret", "login", `Basic ${Buffer.from("ann:s3cret").toString("base64")}`],
])("with %s it is asked as that one", async (key, name, expected) => {
  await prometheus({url, [key]: name}).query("up");
  expect(asked.headers.authorization).toBe(expected);
});

test("a Secret that does not exist is named", async () => {
  await expect(prometheus({url, bearerSecret: "gone"}).query("up")).rejects.toThrow(
    "Secret gone does not exist in namespace shop",
  );
});

test("a Service is asked through the API server, which says why it cannot be", async () => {
  const service = {namespace: "monitoring", name: "prometheus", port: "web", path: "/root"};
  expect(await prometheus({service}).query("up")).toEqual([{labels: {pod: "a"}, value: 3}]);
  await expect(prometheus({service}).query("none")).rejects.toThrow("503 no endpoints available for service");
});

test("the course of a series over a time, where nothing was measured too", async () => {
  expect(await prometheus({url}).range("course", {from: 1, to: 3.5}, 2)).toEqual([
    {
      labels: {slot: "blue"},
      points: [
        {at: 1, value: 0.5},
        {at: 3, value: Number.NaN},
      ],
    },
  ]);
  expect(asked.url).toBe("/api/v1/query_range?query=course&start=1.000&end=3.500&step=2");
});

test("samples are no course", async () => {
  await expect(prometheus({url}).range("up", {from: 1, to: 2}, 1)).rejects.toThrow(
    "it answers with a vector, not with series",
  );
});

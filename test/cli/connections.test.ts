import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {connect} from "../../src/kubernetes/api.ts";
import {loadKubeConfig} from "../../src/kubernetes/kubeconfig.ts";
import {helmSettings} from "../../src/kubernetes/settings.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {kubeconfigOf, listen} from "./listener.ts";

const ask = async (together: number, times: number) => {
  const listener = await listen("IP:127.0.0.1", () => ({apiVersion: "v1", kind: "List", items: []}));
  const file = join(temporaryFolder("connections"), "config");
  writeFileSync(file, kubeconfigOf(listener));
  const settings = helmSettings({KUBECONFIG: file});
  const api = connect(loadKubeConfig(settings), settings);
  for (let time = 0; time < times; time++) {
    await Promise.all(Array.from({length: together}, () => api.get("/api/v1/pods")));
  }
  listener.close();
  return {handshakes: listener.connections(), answers: listener.paths.length};
};

test("one question after the other goes over one connection", async () => {
  expect(await ask(1, 5)).toEqual({handshakes: 1, answers: 5});
});

test("a dozen questions at once take turns on a few connections", async () => {
  expect(await ask(12, 2)).toEqual({handshakes: 4, answers: 24});
});

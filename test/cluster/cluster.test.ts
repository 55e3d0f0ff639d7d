import {readFile} from "node:fs/promises";
import {afterAll, beforeAll, expect, test} from "vitest";
import {apply, type Cluster, createDatabase, dropDatabase, kubectl, up} from "./index.ts";
import {inRun} from "./paths.ts";
import {answers} from "./support/http.ts";
import {host, namespace, world} from "./world.fixture.ts";

const database = "djcd_cluster_test";

let cluster: Cluster;

beforeAll(async () => {
  cluster = await up(console.log);
  await removeWorld();
  await createDatabase(cluster, database);
  await apply(cluster, world(cluster));
  await inNamespace("wait", "--for=condition=Ready", "pod/web", "--timeout=60s");
});

afterAll(removeWorld);

test("a pod of the base image runs as user 10001 on a read-only root", async () => {
  expect(await python("import os; print(os.getuid(), os.access('/', os.W_OK))")).toBe("10001 False");
});

test("the base image has Django", async () => {
  expect(await python("import django; print(django.VERSION[:2])")).toBe("(5, 2)");
});

test("a Service's name resolves in a pod and the pod answers through it", async () => {
  const get = `import urllib.request; print(urllib.request.urlopen("http://web-service", timeout=1).status)`;
  await expect.poll(() => python(get).catch(String), {timeout: 15_000}).toBe("200");
});

test("a pod reaches PostgreSQL on the node's address", async () => {
  const {host: address, port, user, password} = cluster.postgres;
  const login = `host=${address} port=${port} user=${user} password=${password} dbname=${database}`;
  const query = `import psycopg; print(psycopg.connect("${login}").execute("select current_database()").fetchone()[0])`;
  expect(await python(query)).toBe(database);
});

test("the Gateway is Programmed", async () => {
  const {name, namespace: where} = cluster.gateway;
  const path = `jsonpath={.status.conditions[?(@.type=="Programmed")].status}`;
  expect(await kubectl(cluster, ["get", "gateway", name, `--namespace=${where}`, `--output=${path}`])).toBe("True");
});

test("an HTTPRoute of any namespace answers on the entry point", async () => {
  await expect.poll(routed, {timeout: 15_000}).toBe(true);
});

test("a second `up` keeps the API server that runs", async () => {
  const before = await apiserver();
  await up();
  expect(await apiserver()).toBe(before);
});

const inNamespace = (...args: string[]) => kubectl(cluster, [`--namespace=${namespace}`, ...args]);
const python = (program: string) => inNamespace("exec", "web", "--", "python", "-c", program);
const routed = () => answers(cluster.url, {headers: {host}});
const apiserver = () => readFile(inRun("pids", "kube-apiserver"), "utf8");

async function removeWorld(): Promise<void> {
  await kubectl(cluster, ["delete", "namespace", namespace, "--ignore-not-found", "--timeout=60s"]);
  await dropDatabase(cluster, database);
}

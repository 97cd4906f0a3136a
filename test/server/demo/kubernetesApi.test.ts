import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ApiServer } from "../../../src/demo/apiserver/apiServer.ts";
import { bootstrapRoles } from "../../../src/demo/apiserver/auth/defaultRoles.ts";
import { type HttpListener, listen } from "../../../src/demo/apiserver/httpListener.ts";
import type { Kubelets, LogLine } from "../../../src/demo/apiserver/kubelets.ts";
import { kubernetesApi } from "../../../src/demo/apiserver/kubernetesApi.ts";
import { pods } from "../../../src/demo/apiserver/resources/pods.ts";
import { deployments } from "../../../src/demo/apiserver/resources/workloads.ts";
import { demoRegistry } from "../../support/demoRegistry.ts";

const lines: readonly LogLine[] = [
  { at: Date.UTC(2026, 0, 1), text: "one" },
  { at: Date.UTC(2026, 0, 1, 0, 0, 0, 500), text: "two" },
];
const kubelets: Kubelets = {
  logs: (_, container, { previous }) => (container === "main" && !previous ? lines : undefined),
  followLogs(_, __, onLine, onEnd) {
    onLine({ at: 0, text: "three" });
    onEnd();
    return () => {};
  },
  usage: () => [{ name: "main", cpuMillicores: 12, memoryBytes: 2048 * 1024 }],
  exec: async () => 0,
  dial: () => new PassThrough(),
};
const containers = [{ name: "main", image: "registry.demo/web:1" }];
const namespace = "/api/v1/namespaces/shop";
const deployment = "/apis/apps/v1/namespaces/shop/deployments/web";

let listener: HttpListener;
let registry: ReturnType<typeof demoRegistry>["registry"];

beforeEach(async () => {
  const made = demoRegistry();
  registry = made.registry;
  const admin = { name: "ann", groups: ["system:masters"] };
  const tokens = new Map([["token", admin]]);
  listener = await listen(new ApiServer(kubernetesApi({ ...made, tokens, kubelets })));
  bootstrapRoles(registry);
  const metadata = { namespace: "shop", name: "web", labels: { app: "web" } };
  const podSpec = { containers, nodeName: "node-1" };
  registry.create(pods, { apiVersion: "v1", kind: "Pod", metadata, spec: podSpec, status: {} });
  const spec = { replicas: 1, selector: { matchLabels: { app: "web" } }, template: { metadata, spec: { containers } } };
  registry.create(deployments, { apiVersion: "apps/v1", kind: "Deployment", metadata, spec, status: {} });
});

afterEach(() => listener.close());

async function ask(method: string, path: string, body?: unknown, contentType = "application/json") {
  const headers = { authorization: "Bearer token", "content-type": contentType };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(listener.url + path, { method, headers, ...sent });
  const text = await response.text();
  const json = text.startsWith("{") ? (JSON.parse(text) as unknown) : undefined;
  return { status: response.status, text, json, warning: response.headers.get("warning") };
}

test.each([
  ["application/merge-patch+json", { spec: { replicas: 3 } }],
  ["application/strategic-merge-patch+json", { spec: { replicas: 3 } }],
  ["application/json-patch+json", [{ op: "replace", path: "/spec/replicas", value: 3 }]],
])("a %s changes an object", async (type, patch) => {
  expect(await ask("PATCH", deployment, patch, type)).toMatchObject({ status: 200, json: { spec: { replicas: 3 } } });
  expect(registry.get(deployments, { namespace: "shop", name: "web" })?.spec.replicas).toBe(3);
});

test("an unknown field is warned of, refused when that is asked for, and never kept", async () => {
  const patch = { spec: { nonsense: 1 } };
  const warned = await ask("PATCH", deployment, patch, "application/merge-patch+json");
  expect(warned).toMatchObject({ status: 200, warning: '299 - "unknown field \\"spec.nonsense\\""' });
  expect(warned.text).not.toContain("nonsense");
  const refused = await ask("PATCH", `${deployment}?fieldValidation=Strict`, patch, "application/merge-patch+json");
  expect(refused).toMatchObject({ status: 422, json: { message: expect.stringContaining("strict decoding error") } });
});

test.each([
  ["application/apply-patch+yaml", {}, 415],
  ["application/merge-patch+json", { metadata: { name: "other" } }, 400],
  ["application/merge-patch+json", { metadata: { resourceVersion: "1" } }, 409],
  ["application/merge-patch+json", { spec: { replicas: -1 } }, 422],
  ["application/merge-patch+json", { metadata: { uid: "another" } }, 422],
])("a %s of %j is refused with %i", async (type, patch, status) => {
  expect((await ask("PATCH", deployment, patch, type)).status).toBe(status);
});

test("a Deployment is scaled through its scale", async () => {
  expect((await ask("GET", `${deployment}/scale`)).json).toMatchObject({
    kind: "Scale",
    spec: { replicas: 1 },
    status: { replicas: 0, selector: "app=web" },
  });
  const patched = await ask("PATCH", `${deployment}/scale`, { spec: { replicas: 4 } }, "application/merge-patch+json");
  expect(patched.json).toMatchObject({ kind: "Scale", spec: { replicas: 4 } });
  const put = { ...(patched.json as object), spec: { replicas: 5 } };
  expect((await ask("PUT", `${deployment}/scale`, put)).json).toMatchObject({ spec: { replicas: 5 } });
  expect((await ask("PUT", `${deployment}/scale`, put)).status).toBe(409);
});

test("an evicted pod is on its way, and says why", async () => {
  expect(
    await ask("POST", `${namespace}/pods/web/eviction`, { kind: "Eviction", apiVersion: "policy/v1" }),
  ).toMatchObject({
    status: 201,
    json: { kind: "Status", status: "Success" },
  });
  expect(registry.get(pods, { namespace: "shop", name: "web" })).toMatchObject({
    metadata: { deletionGracePeriodSeconds: 30 },
    status: { conditions: [{ type: "DisruptionTarget", reason: "EvictionByEvictionAPI" }] },
  });
});

test("another pod of the same name is not evicted, nor touched", async () => {
  const before = registry.get(pods, { namespace: "shop", name: "web" });
  const deleteOptions = { preconditions: { uid: "another" } };
  const eviction = { kind: "Eviction", apiVersion: "policy/v1", deleteOptions };
  expect(await ask("POST", `${namespace}/pods/web/eviction`, eviction)).toMatchObject({ status: 409 });
  expect(registry.get(pods, { namespace: "shop", name: "web" })).toEqual(before);
});

test.each([
  ["", "one\ntwo\n"],
  ["?timestamps=true", "2026-01-01T00:00:00Z one\n2026-01-01T00:00:00.5Z two\n"],
  ["?limitBytes=6", "one\ntw"],
  ["?follow=true", "one\ntwo\nthree\n"],
  ["?follow=true&limitBytes=9", "one\ntwo\nt"],
])("a log asked for with '%s'", async (query, text) => {
  expect(await ask("GET", `${namespace}/pods/web/log${query}`)).toMatchObject({ status: 200, text });
});

test.each([
  ["?previous=true", 400, 'previous terminated container "main" in pod "web" not found'],
  ["?container=other", 400, "container other is not valid for pod web"],
  ["?tailLines=-1", 422, "tailLines: Invalid value: -1: must be greater than or equal to 0"],
  ["?sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z", 422, "at most one of `sinceTime` or `sinceSeconds`"],
])("a log asked for with '%s' is refused with %i", async (query, status, message) => {
  const answer = await ask("GET", `${namespace}/pods/web/log${query}`);
  expect(answer).toMatchObject({ status, json: { message: expect.stringContaining(message) } });
});

test("pods and nodes say what they use", async () => {
  const usage = { cpu: "12000000n", memory: "2048Ki" };
  expect(
    (await ask("GET", `/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?labelSelector=app%3Dweb`)).json,
  ).toMatchObject({
    kind: "PodMetricsList",
    items: [{ metadata: { name: "web" }, containers: [{ name: "main", usage }] }],
  });
  expect((await ask("GET", "/apis/metrics.k8s.io/v1beta1/nodes/node-1")).status).toBe(404);
});

test("nobody without a name sees objects", async () => {
  expect((await fetch(`${listener.url}${namespace}/pods`)).status).toBe(403);
  expect((await fetch(`${listener.url}/version`)).status).toBe(200);
  const stranger = { authorization: "Bearer other" };
  expect((await fetch(`${listener.url}/version`, { headers: stranger })).status).toBe(401);
});

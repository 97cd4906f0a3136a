import { afterEach, beforeEach, expect, test } from "vitest";
import { type DemoApi, podNamed, startDemoApi } from "../../support/demoApi.ts";

let api: DemoApi;

beforeEach(async () => {
  api = await startDemoApi();
});

afterEach(() => api.close());

async function ask(method: string, path: string, body?: unknown) {
  const headers = { "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers };
  const response = await fetch(api.url + path, { method, ...sent });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("an object is created, read, changed, listed and deleted", async () => {
  const pods = "/api/v1/namespaces/shop/pods";
  expect(await ask("POST", pods, podNamed("web"))).toMatchObject({ status: 201, body: { metadata: { name: "web" } } });
  const { body: pod } = await ask("GET", `${pods}/web`);
  expect(pod).toMatchObject({ kind: "Pod", status: { phase: "Pending" } });
  const running = { ...pod, status: { phase: "Running" } };
  expect(await ask("PUT", `${pods}/web/status`, running)).toMatchObject({ body: { status: { phase: "Running" } } });
  expect(await ask("GET", "/api/v1/pods")).toMatchObject({
    body: { kind: "PodList", items: [{ status: { phase: "Running" } }] },
  });
  expect((await ask("DELETE", `${pods}/web`)).status).toBe(200);
  expect(await ask("GET", `${pods}/web`)).toMatchObject({
    status: 404,
    body: { kind: "Status", message: 'pods "web" not found', reason: "NotFound" },
  });
});

test("a collection is deleted as its selectors say", async () => {
  api.putPods("a", "b");
  await ask("DELETE", "/api/v1/namespaces/shop/pods?fieldSelector=metadata.name%3Da");
  expect(await ask("GET", "/api/v1/pods")).toMatchObject({ body: { items: [{ metadata: { name: "b" } }] } });
});

test("a watch tells of what is there and of what happens", async () => {
  api.putPods("a");
  const response = await fetch(`${api.url}/api/v1/pods?watch=1`);
  const reader = (response.body ?? expect.fail("no body")).pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => JSON.parse((await reader.read()).value ?? "") as unknown;
  expect(await read()).toMatchObject({ type: "ADDED", object: { metadata: { name: "a" } } });
  api.putPods("b");
  expect(await read()).toMatchObject({ type: "ADDED", object: { metadata: { name: "b" } } });
  await reader.cancel();
});

test.each([
  ["GET", "/api/v1/nonsense", 404, "NotFound"],
  ["PUT", "/api/v1/pods", 405, "MethodNotAllowed"],
  ["POST", "/api/v1/namespaces/nowhere/pods", 404, "NotFound"],
  ["GET", "/api/v1/pods?labelSelector=a%20b", 400, "BadRequest"],
])("%s %s is %i %s", async (method, path, status, reason) => {
  const body = method === "POST" ? podNamed("web") : method === "GET" ? undefined : {};
  expect(await ask(method, path, body)).toMatchObject({ status, body: { kind: "Status", reason } });
});

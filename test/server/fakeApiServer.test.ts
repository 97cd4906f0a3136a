import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeApiServer, isList, isWatch, startFakeApiServer } from "../support/fakeApiServer.ts";

let server: FakeApiServer;

beforeEach(async () => {
  server = await startFakeApiServer();
});

afterEach(() => server.close());

async function get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(server.url + path);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const putPods = (...names: readonly string[]) => {
  for (const name of names) server.pods.put({ metadata: { namespace: "shop", name } });
};

test("pages of a list show the moment of the first page", async () => {
  putPods("a", "b", "c");
  const first = await get("/api/v1/pods?limit=2");
  const metadata = first.body.metadata as Record<string, string>;
  server.pods.delete("shop", "c");
  putPods("d");
  const second = await get(`/api/v1/pods?limit=2&continue=${metadata.continue}`);
  expect(metadata).toMatchObject({ resourceVersion: "1003", remainingItemCount: 1 });
  expect(second.body.items).toMatchObject([{ metadata: { name: "c", resourceVersion: "1003" } }]);
});

test("a continue token from before a compaction is 410", async () => {
  putPods("a", "b");
  const first = await get("/api/v1/pods?limit=1");
  putPods("c");
  server.pods.compact();
  const { continue: token } = first.body.metadata as Record<string, string>;
  expect(await get(`/api/v1/pods?limit=1&continue=${token}`)).toMatchObject({
    status: 410,
    body: { reason: "Expired" },
  });
});

test("a watch tells what happened since its version, then what happens", async () => {
  putPods("a");
  const response = await fetch(`${server.url}/api/v1/pods?watch=1&resourceVersion=1000`);
  await server.until(() => server.watches.length === 1);
  server.pods.put({ metadata: { namespace: "shop", name: "a" }, status: { phase: "Running" } });
  server.pods.delete("shop", "a");
  server.watches[0]?.bookmark();
  server.watches[0]?.end();
  const events = (await response.text()).trim().split("\n");
  expect(events.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    "ADDED",
    "MODIFIED",
    "DELETED",
    "BOOKMARK",
  ]);
});

test("a fault hits only the requests it is meant for, as often as it says", async () => {
  server.fail({ on: isWatch, status: 429 });
  server.fail({ on: isList, times: 2, status: 503 });
  expect((await get("/api/v1/pods")).status).toBe(503);
  expect((await get("/version")).status).toBe(200);
  expect((await get("/api/v1/pods")).status).toBe(503);
  expect((await get("/api/v1/pods")).status).toBe(200);
  expect(await get("/api/v1/pods?watch=1")).toMatchObject({ status: 429, body: { reason: "TooManyRequests" } });
});

test("namespaces and single objects are found by their path", async () => {
  putPods("a");
  server.namespaces.put({ metadata: { name: "shop" } });
  expect((await get("/api/v1/namespaces/shop")).body).toMatchObject({ kind: "Namespace" });
  expect((await get("/api/v1/namespaces/shop/pods/a")).body).toMatchObject({ kind: "Pod" });
  expect((await get("/api/v1/namespaces/shop/pods/b")).status).toBe(404);
  expect((await get("/api/v1/namespaces/other/pods")).body.items).toEqual([]);
});

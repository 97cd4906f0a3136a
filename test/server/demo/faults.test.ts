import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ApiRequest } from "../../../src/demo/apiserver/apiRequest.ts";
import type { Ending } from "../../../src/demo/apiserver/faults.ts";
import { type DemoApi, startDemoApi } from "../../support/demoApi.ts";

let api: DemoApi;

beforeEach(async () => {
  api = await startDemoApi();
  api.putPods("a", "b");
});

afterEach(() => api.close());

const isList = ({ path, query }: ApiRequest) => path.endsWith("/pods") && !query.has("watch");
const list = () => api.ask("GET", "/api/v1/pods");
const whole = async () => (await list()).text;
const failureOf = (asked: Promise<unknown>) => asked.then(() => "answered").catch(() => "failed");

test("a fault hits the requests that it fits, as often as it says", async () => {
  api.listener.fail({ on: isList, times: 2, status: 503, headers: { "retry-after": "7" } });
  const first = await list();
  expect([first.status, first.headers.get("retry-after"), first.body?.reason]).toEqual([
    503,
    "7",
    "ServiceUnavailable",
  ]);
  expect((await api.ask("GET", "/api/v1/namespaces")).status).toBe(200);
  expect((await list()).status).toBe(503);
  expect((await list()).status).toBe(200);
});

test("a fault can be taken back", async () => {
  const undo = api.listener.fail({ status: 500 });
  undo();
  expect((await list()).status).toBe(200);
});

test.each([
  [{ body: "<html>" }, 200, "text/plain; charset=utf-8", "<html>"],
  [{ status: 502, body: "bad gateway", headers: { "content-type": "text/html" } }, 502, "text/html", "bad gateway"],
  [{ status: 201, body: { kind: "Odd" } }, 201, "application/json", '{"kind":"Odd"}\n'],
])("%j is answered in place of the server", async (fault, status, type, body) => {
  api.listener.fail(fault);
  const answer = await list();
  expect([answer.status, answer.headers.get("content-type"), answer.text]).toEqual([status, type, body]);
});

test("a body that is cut short ends well when it is told to", async () => {
  const text = await whole();
  api.listener.fail({ cut: { afterBytes: 50, how: "end" } });
  expect((await list()).text).toBe(text.slice(0, 50));
});

test.each<Ending>(["fin", "reset"])("a body that is cut short by %s fails", async (how) => {
  api.listener.fail({ cut: { afterBytes: 50, how } });
  expect(await failureOf(list())).toBe("failed");
});

test("a body that stalls neither goes on nor ends", async () => {
  api.listener.fail({ cut: { afterBytes: 10, how: "stall" } });
  const response = await fetch(`${api.url}/api/v1/pods`);
  const reader = response.body?.getReader();
  expect((await reader?.read())?.value?.length).toBe(10);
  const more = reader?.read().then(() => "more");
  expect(await Promise.race([more, list().then(() => "another request is answered")])).toBe(
    "another request is answered",
  );
  await reader?.cancel();
});

test("a connection that is reset gives no answer", async () => {
  api.listener.fail({ reset: true });
  expect(await failureOf(list())).toBe("failed");
  expect((await list()).status).toBe(200);
});

test("answers come late, over a slow link in their own time", async () => {
  const text = await whole();
  api.listener.settings.latencyMs = 200;
  api.listener.settings.bytesPerSecond = text.length;
  const start = api.time.now();
  const asked = list();
  let isOver = false;
  const over = asked.then(() => {
    isOver = true;
  });
  await api.until(
    () => isOver,
    () => api.time.advanceTo(api.time.nextAt ?? api.time.now()),
  );
  await over;
  expect((await asked).text).toBe(text);
  expect(api.time.now() - start).toBeCloseTo(1_200, -1);
});

test("bodies leave in pieces of a size", async () => {
  const text = await whole();
  api.listener.settings.pieceBytes = 100;
  const response = await fetch(`${api.url}/api/v1/pods`);
  expect([await response.text(), response.headers.get("content-length")]).toEqual([text, null]);
});

test("the Date header can be any", async () => {
  api.listener.settings.date = "Thu, 01 Jan 2026 00:00:00 GMT";
  expect((await list()).headers.get("date")).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
});

test("without protobuf the next type that a client accepts is given", async () => {
  api.listener.settings.protobuf = false;
  const accept = "application/vnd.kubernetes.protobuf, application/json";
  const { headers } = await api.ask("GET", "/api/v1/pods", { headers: { accept } });
  expect(headers.get("content-type")).toBe("application/json");
});

describe("a port", () => {
  test("that is dropped cuts what is open and answers again", async () => {
    const told = await api.watch("/api/v1/pods?watch=1&resourceVersion=1");
    const rest = failureOf(told.rest());
    api.listener.dropConnections();
    expect(await rest).toBe("failed");
    expect((await list()).status).toBe(200);
  });

  test("that restarts refuses for a while, and is where it was", async () => {
    const { url } = api.listener;
    const restarted = api.listener.restart(5_000);
    await api.until(() => api.time.nextAt !== undefined);
    expect(await failureOf(list())).toBe("failed");
    api.time.advanceTo(api.time.now() + 5_000);
    await restarted;
    expect(api.listener.url).toBe(url);
    expect((await list()).status).toBe(200);
  });

  test("does the same again and again until it is told not to", () => {
    const done: string[] = [];
    const start = api.time.now();
    const at = (seconds: number) => api.time.advanceTo(start + seconds * 1_000);
    const stop = api.listener.repeat(60_000, [
      { atMs: 10_000, run: () => done.push("ten") },
      { atMs: 50_000, run: () => done.push("fifty") },
    ]);
    at(75);
    expect(done).toEqual(["ten", "fifty", "ten"]);
    stop();
    at(600);
    expect(done).toHaveLength(3);
  });

  test("says which connection a request came over", async () => {
    const seen: number[] = [];
    api.listener.fail({ on: ({ connection }) => seen.push(connection) < 0 });
    await list();
    api.listener.dropConnections();
    await list();
    expect(seen).toEqual([1, 2]);
  });
});

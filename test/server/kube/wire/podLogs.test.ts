import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../../src/base/clock.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import { type LogRequest, podLogs } from "../../../../src/kube/wire/podLogs.ts";
import { readObject } from "../../../../src/kube/wire/readObject.ts";
import type { Transport } from "../../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { type FakeApiServer, type RecordedRequest, startFakeApiServer } from "../../../support/fakeApiServer.ts";

const never = new AbortController().signal;
const isLog = ({ path }: RecordedRequest) => path.endsWith("/log");
const request: LogRequest = {
  namespace: "shop",
  pod: "web-1",
  container: "main",
  follow: true,
  previous: false,
  tailLines: 100,
};
let server: FakeApiServer;
let transport: Transport;

beforeEach(async () => {
  server = await startFakeApiServer();
  transport = openTransport(accessOf(server.url), credentialsOf({}), { userAgent: "podscope/test" });
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

/** All lines, and how the stream ended. */
async function read(change: Partial<LogRequest> = {}, signal = never) {
  const lines: string[] = [];
  let batches = 0;
  try {
    for await (const batch of podLogs({ ...request, ...change }, transport, systemClock, signal)) {
      lines.push(...batch);
      batches++;
    }
    return { lines, batches, error: undefined };
  } catch (error) {
    return { lines, batches, error };
  }
}

test("asks for the lines with their times, and hands them on whole however they arrive", async () => {
  server.fail({ on: isLog, body: "2026-01-05T10:00:00Z eins ü\n2026-01-05T10:00:01Z two\nwithout a break" });
  server.settings.pieceBytes = 3;

  expect((await read()).lines).toEqual(["2026-01-05T10:00:00Z eins ü", "2026-01-05T10:00:01Z two", "without a break"]);
  expect(server.requests[0]).toMatchObject({
    path: "/api/v1/namespaces/shop/pods/web-1/log",
    query: { container: "main", follow: "true", previous: "false", timestamps: "true", tailLines: "100" },
  });
});

test("an empty batch says that the server has accepted", async () => {
  server.fail({ on: isLog, body: "" });

  expect(await read()).toMatchObject({ lines: [], error: undefined });
});

test("what came of a line before the connection broke is not a line", async () => {
  server.fail({ on: isLog, body: "one\ntwo\nthr", cut: { afterBytes: 10, how: "reset" } });

  expect(await read()).toMatchObject({ lines: ["one", "two"], error: { failure: "unreachable" } });
});

test("a container that has not started is told in the server's words", async () => {
  const message = 'container "main" in pod "web-1" is waiting to start: ContainerCreating';
  server.fail({ on: isLog, status: 400, body: { kind: "Status", code: 400, reason: "BadRequest", message } });

  expect(await read()).toMatchObject({ lines: [], error: { failure: "unsupported", message } });
});

test("a stream ends with its signal", async () => {
  server.fail({ on: isLog, wait: new Promise(() => {}) });
  const stop = new AbortController();
  const reading = read({}, stop.signal);
  await server.until(() => server.requests.length === 1);
  stop.abort(new Error("left"));

  expect((await reading).error).toMatchObject({ message: "left" });
});

test("a whole object is read with numbers that no double holds", async () => {
  server.fail({ body: '{"kind":"Pod","spec":{"big":9007199254740993}}' });

  expect(await readObject("/api/v1/namespaces/shop/pods/web-1", transport, never)).toEqual({
    kind: "Pod",
    spec: { big: 9007199254740993n },
  });
});

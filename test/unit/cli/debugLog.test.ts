import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DebugLog } from "../../../src/cli/debugLog.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { TransportTrace } from "../../../src/kube/wire/transportTrace.ts";
import { FakeClock } from "../../support/fakeClock.ts";

let dir: string;
let log: DebugLog;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "podscope-log-"));
  log = new DebugLog(join(dir, "state", "debug.log"), new FakeClock());
});
afterEach(() => rm(dir, { recursive: true }));

async function lines(): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(log.path, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

type WrittenTrace = { -readonly [Name in keyof TransportTrace]: TransportTrace[Name] };

const traceOf = (id: number): WrittenTrace => ({
  ...{ id, method: "GET", url: "https://a/api", startedAt: 1, endedAt: undefined, status: 200 },
  ...{ mediaType: "application/json", encoding: undefined, connection: undefined },
  ...{ bytesReceived: 5, phases: [{ phase: "tcp", ms: 2 }], error: undefined },
});

test("each request is one line when it is over, and those under way when the log is closed", async () => {
  const over = traceOf(1);
  log.trace(over);
  log.trace(traceOf(2));
  over.endedAt = 7;
  log.trace(over);
  await new Promise(setImmediate);
  log.close();
  expect(await lines()).toMatchObject([
    { at: "2026-01-05T10:00:00.000Z", kind: "request", id: 1, endedAt: 7, phases: [{ phase: "tcp", ms: 2 }] },
    { kind: "request", id: 2 },
  ]);
});

test("requests of two clusters are two lines, though each counts its own from one", async () => {
  log.trace(traceOf(1));
  log.trace(traceOf(1));
  log.close();
  expect(await lines()).toHaveLength(2);
});

test("a request that ends twice, well and then with an error, is one line", async () => {
  const trace = traceOf(1);
  trace.endedAt = 7;
  log.trace(trace);
  trace.error = "401";
  log.trace(trace);
  await new Promise(setImmediate);
  expect(await lines()).toMatchObject([{ kind: "request", id: 1, error: "401" }]);
  log.close();
});

test("states and errors are told in words", async () => {
  const error = new KubeError("unreachable", "a:1 refused the connection.", { cause: new Error("token abc") });
  log.state({ phase: "waiting", asOf: 1, until: 2, error });
  log.error(error);
  log.close();
  const [state, failure] = await lines();
  expect(state).toMatchObject({ kind: "state", phase: "waiting", error: "a:1 refused the connection." });
  expect(failure).toMatchObject({ kind: "error", trace: expect.stringMatching(/^KubeError: a:1 refused.*\n\s+at /) });
});

test("the message of a foreign cause is not written: it may quote a secret", async () => {
  log.error(new Error("outer", { cause: Object.assign(new SyntaxError("bad token abc"), { code: "E1" }) }));
  log.close();
  const text = await readFile(log.path, "utf8");
  expect(text).not.toContain("abc");
  expect(text).toContain("caused by SyntaxError (E1)");
});

test("the file is for this user alone", async () => {
  log.close();
  expect((await stat(log.path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(dir, "state"))).mode & 0o777).toBe(0o700);
});

import { describe, expect, test } from "vitest";
import { afterStream } from "../../../../src/app/logs/afterStream.ts";
import { type Failure, KubeError } from "../../../../src/kube/kubeError.ts";
import type { LogSource } from "../../../../src/resources/logs/logSources.ts";

const source = (change: Partial<LogSource>): LogSource => ({
  name: "main",
  kind: "main",
  restarts: 0,
  state: "running",
  reason: "",
  words: "",
  lastRun: undefined,
  ...change,
});
const waiting = source({ state: "waiting", reason: "CrashLoopBackOff", words: "CrashLoopBackOff: back-off 10s" });
const ended = source({ state: "terminated", reason: "exit 0", words: "exit 0" });

describe("a stream that ended as it should", () => {
  test.each([
    { now: undefined, tries: 0, next: { state: "reconnecting", words: "", againMs: 500 } },
    { now: source({}), tries: 0, next: { state: "reconnecting", words: "", againMs: 500 } },
    { now: source({}), tries: 3, next: { state: "reconnecting", words: "", againMs: 4_000 } },
    { now: source({}), tries: 30, next: { state: "reconnecting", words: "", againMs: 10_000 } },
    { now: ended, tries: 0, next: { state: "ended", words: "ended: exit 0", againMs: undefined } },
    { now: waiting, tries: 0, next: { state: "waiting", words: "CrashLoopBackOff: back-off 10s", againMs: undefined } },
  ])("after $tries others, of a container that is $now.state: $next", ({ now, tries, next }) => {
    expect(afterStream(undefined, now, tries)).toEqual(next);
  });
});

describe("a stream that failed", () => {
  test.each([
    { failure: "unsupported", state: "waiting", againMs: 5_000 },
    { failure: "forbidden", state: "refused", againMs: 30_000 },
    { failure: "unauthorized", state: "refused", againMs: 30_000 },
    { failure: "notFound", state: "refused", againMs: undefined },
    { failure: "unreachable", state: "reconnecting", againMs: 1_000 },
    { failure: "server", state: "reconnecting", againMs: 1_000 },
  ] satisfies readonly { failure: Failure; state: string; againMs: number | undefined }[])(
    "with $failure is $state, in the server's words",
    ({ failure, state, againMs }) => {
      expect(afterStream(new KubeError(failure, "its words"), source({}), 1)).toEqual({
        state,
        words: "its words",
        againMs,
      });
    },
  );

  test("waits as long as the server asks", () => {
    const busy = new KubeError("throttled", "too many requests", { retryAfterMs: 7_000 });

    expect(afterStream(busy, source({}), 0).againMs).toBe(7_000);
  });
});

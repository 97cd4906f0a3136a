import { afterEach, describe, expect, test } from "vitest";
import { ContainerLog, type LogRange } from "../../../../src/app/logs/containerLog.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { LogSource } from "../../../../src/resources/logs/logSources.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { FakeLogs } from "../../../support/fakeLogs.ts";

const logs: ContainerLog[] = [];
afterEach(() => {
  for (const log of logs.splice(0)) log.close();
});

const at = (time: string, text: string) => `2026-01-05T10:00:${time}Z ${text}`;
const broken = new KubeError("unreachable", "the connection was reset");

function followed(range: Partial<LogRange> = {}) {
  const clock = new FakeClock();
  const fake = new FakeLogs();
  const taken: string[] = [];
  let now: LogSource = {
    name: "main",
    kind: "main",
    restarts: 0,
    state: "running",
    reason: "",
    words: "",
    lastRun: undefined,
  };
  const log = new ContainerLog({
    source: 0,
    container: "main",
    range: { sinceSeconds: undefined, previous: false, ...range },
    tailLines: 10_000,
    clock,
    now: () => now,
    stream: (request, signal) => fake.open({ namespace: "shop", pod: "web-1", ...request }, signal),
    take: (lines) => taken.push(...lines.map(({ text, isNote }) => (isNote ? `note ${text}` : text))),
    onState: () => {},
  });
  logs.push(log);
  return {
    log,
    taken,
    clock,
    streams: fake.streams,
    stream: () => fake.of("main"),
    become: (change: Partial<LogSource>) => {
      now = { ...now, ...change };
      log.wake();
      return clock.advance(0);
    },
  };
}

test("asks for the newest lines and follows, with their times", () => {
  const { stream } = followed();

  expect(stream().request).toMatchObject({ container: "main", follow: true, previous: false, tailLines: 10_000 });
});

test("a stream that breaks is taken up at the second of its last line, without doubled or lost lines", async () => {
  const { log, taken, streams, stream, clock } = followed();
  stream().write(at("01.1", "a"), at("02.1", "b"), at("02.2", "c"));
  stream().fail(broken);
  await clock.advance(0);
  expect([log.state, log.words]).toEqual(["reconnecting", "the connection was reset"]);
  await clock.advance(500);
  expect(streams).toHaveLength(2);
  expect(stream().request).toMatchObject({ sinceTime: "2026-01-05T10:00:02Z" });
  expect(stream().request).not.toHaveProperty("tailLines");
  stream().write(at("02.1", "b"), at("02.2", "c"), at("02.3", "d"));
  await clock.advance(0);

  expect(taken).toEqual(["a", "b", "c", "d"]);
  expect(log.state).toBe("live");
});

test("tries less often while nothing comes, and soon again once something did", async () => {
  const { streams, stream, clock } = followed();
  for (const wait of [500, 1_000, 2_000]) {
    const before = streams.length;
    stream().fail(broken);
    await clock.advance(wait - 1);
    expect(streams).toHaveLength(before);
    await clock.advance(1);
    expect(streams).toHaveLength(before + 1);
  }
  stream().write(at("01", "a"));
  await clock.advance(0);
  stream().fail(broken);
  await clock.advance(500);
  expect(streams).toHaveLength(5);
});

test("waits in the server's words until the container has started", async () => {
  const { log, stream, streams, become, clock } = followed();
  stream().fail(new KubeError("unsupported", 'container "main" in pod "web-1" is waiting to start: ContainerCreating'));
  await clock.advance(0);
  expect([log.state, log.words]).toEqual([
    "waiting",
    'container "main" in pod "web-1" is waiting to start: ContainerCreating',
  ]);
  await become({ state: "running" });

  expect(streams).toHaveLength(2);
});

test("a container that has ended is asked for again only when the pod changes, and its restart is told", async () => {
  const { log, taken, stream, streams, become, clock } = followed();
  stream().write(at("01", "a"));
  await clock.advance(0);
  await become({ state: "terminated", words: "exit 1" });
  stream().end();
  await clock.advance(60_000);
  expect([log.state, streams.length]).toEqual(["ended", 1]);
  await become({ state: "running", restarts: 1, lastRun: "exit 1" });
  stream().write(at("05", "b"));
  await clock.advance(0);

  expect(taken).toEqual(["a", "note restarted after exit 1, restart 1", "b"]);
});

describe("the run before", () => {
  test("is shown by itself when the present one has written nothing", async () => {
    const { taken, stream, streams, become, clock } = followed();
    await become({ lastRun: "exit 137 (SIGKILL), OOMKilled" });
    stream().write();
    await clock.advance(700);
    expect(stream().request).toMatchObject({ previous: true, follow: false });
    stream().write(at("00", "last words"));
    stream().end();
    await clock.advance(0);
    streams[0]?.write(at("09", "now"));
    await clock.advance(0);

    expect(taken).toEqual([
      "note the run before, which ended with exit 137 (SIGKILL), OOMKilled:",
      "last words",
      "note the present run:",
      "now",
    ]);
  });

  test.each([
    { what: "the present one has written", lines: [at("01", "a")], lastRun: "exit 1" },
    { what: "there was none", lines: [], lastRun: undefined },
  ])("is left alone when $what", async ({ lines, lastRun }) => {
    const { stream, streams, become, clock } = followed();
    await become({ lastRun });
    stream().write(...lines);
    await clock.advance(5_000);

    expect(streams).toHaveLength(1);
  });

  test("can be asked for alone, and is not followed", async () => {
    const { stream, streams, clock } = followed({ previous: true });
    expect(stream().request).toMatchObject({ previous: true, follow: false });
    stream().write(at("01", "a"));
    stream().end();
    await clock.advance(60_000);

    expect(streams).toHaveLength(1);
  });

  test("that does not exist is told in the server's words", async () => {
    const { log, stream, streams, clock } = followed({ previous: true });
    const words = 'previous terminated container "main" in pod "web-1" not found';
    stream().fail(new KubeError("unsupported", words));
    await clock.advance(60_000);

    expect([log.words, streams.length]).toEqual([words, 1]);
  });
});

test("lines of the last minutes can be asked for", () => {
  expect(followed({ sinceSeconds: 300 }).stream().request).toMatchObject({ sinceSeconds: 300 });
});

test("closed it ends its streams and sleeps, and tells nothing more", async () => {
  const { log, taken, stream, clock } = followed();
  stream().write(at("01", "a"));
  await clock.advance(0);
  log.close();
  stream().write(at("02", "b"));
  await clock.advance(0);

  expect(taken).toEqual(["a"]);
  expect(stream().signal.aborted).toBe(true);
  expect(clock.sleeping).toBe(0);
});

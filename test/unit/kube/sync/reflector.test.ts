import { describe, expect, test } from "vitest";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { RowChange, Versioned } from "../../../../src/kube/sync/listWatch.ts";
import { Reflector } from "../../../../src/kube/sync/reflector.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { type Answer, bookmark, end, gone, put, row, ScriptedListWatch } from "../../../support/scriptedListWatch.ts";

class Rows {
  readonly byKey = new Map<string, string>();
  replaced = 0;

  apply(changes: readonly RowChange<Versioned>[]): void {
    for (const change of changes) {
      if (change.type === "put") this.byKey.set(change.row.key, `${change.row.uid}@${change.row.resourceVersion}`);
      else this.byKey.delete(change.key);
    }
  }

  replace(rows: ReadonlyMap<string, Versioned>): void {
    this.replaced += 1;
    this.byKey.clear();
    for (const { key, uid, resourceVersion } of rows.values()) this.byKey.set(key, `${uid}@${resourceVersion}`);
  }
}

async function run(answers: readonly Answer[], forMs = 1_000) {
  const clock = new FakeClock();
  const source = new ScriptedListWatch(answers);
  const sink = new Rows();
  const states: SyncState[] = [];
  const stop = new AbortController();
  const reflector = new Reflector({
    source,
    sink,
    clock,
    random: () => 0.5,
    onState: (state) => states.push(state),
    host: "https://host",
  });
  const done = reflector.run(stop.signal);
  await clock.advance(forMs);
  const phases = states.map(({ phase }) => phase);
  const close = async () => {
    stop.abort();
    await done;
  };
  return { clock, source, sink, states, phases, reflector, close, rows: Object.fromEntries(sink.byKey) };
}

const failing = (failure: KubeError["failure"], options: ConstructorParameters<typeof KubeError>[2] = {}) =>
  new KubeError(failure, `it ${failure}`, options);
const synced: Answer = { stream: [[], [put("a", "3"), put("b", "5")], [end("9")], "hang"] };
const first = [[], [put("a", "3"), put("b", "5")], [end("9")]] as const;

describe("a first load", () => {
  test("takes list and watch from one stream, shows rows as they come, and is live at its end", async () => {
    const { source, phases, rows, sink, close } = await run([synced]);

    expect(source.requests).toEqual(["streamingList"]);
    expect(rows).toEqual({ a: "uid-a@3", b: "uid-b@5" });
    expect(phases).toContain("loading");
    expect(phases.at(-1)).toBe("live");
    expect(sink.replaced).toBe(0);
    await close();
  });

  test("without any row is live, not loading for ever", async () => {
    const { phases, close } = await run([{ stream: [[], [end("9")], "hang"] }]);

    expect(phases.at(-1)).toBe("live");
    await close();
  });

  test.each(["unsupported", "forbidden"] as const)("lists in pages when the streaming list is %s", async (failure) => {
    const list: Answer = {
      list: [
        { rows: [row("a", "3")], resourceVersion: "9", remaining: 1 },
        { rows: [row("b", "5")], resourceVersion: "9", remaining: undefined },
      ],
    };
    const { source, rows, close } = await run([{ stream: [failing(failure)] }, list]);

    expect(source.requests.slice(0, 2)).toEqual(["streamingList", "list paged"]);
    expect(rows).toEqual({ a: "uid-a@3", b: "uid-b@5" });
    await close();
  });

  test("that is cut leaves nothing behind that the server no longer has", async () => {
    const cut: Answer = { stream: [[], [put("old", "2"), put("a", "3")], failing("unreachable")] };
    const { rows, source, close } = await run([cut, synced], 5_000);

    expect(source.requests).toEqual(["streamingList", "streamingList"]);
    expect(rows).toEqual({ a: "uid-a@3", b: "uid-b@5" });
    await close();
  });

  test("takes changes that come before its end", async () => {
    const { rows, close } = await run([
      { stream: [[], [put("a", "3"), put("b", "4"), put("a", "6"), gone("b", "7")], [end("9")], "hang"] },
    ]);

    expect(rows).toEqual({ a: "uid-a@6" });
    await close();
  });

  test("does not take a bookmark without the mark for the end", async () => {
    const { phases, close } = await run([{ stream: [[], [put("a", "3")], [bookmark("9")], "hang"] }]);

    expect(phases).not.toContain("live");
    await close();
  });

  test("gives up a stream that never says its end, and lists", async () => {
    const silent: Answer = { stream: [[], [put("a", "3")], "hang"] };
    const list: Answer = { list: [{ rows: [row("a", "3")], resourceVersion: "9", remaining: undefined }] };
    const { source, rows, close } = await run([silent, list], 20_000);

    expect(source.requests).toEqual(["streamingList", "list paged", "watch 9"]);
    expect(rows).toEqual({ a: "uid-a@3" });
    await close();
  });
});

describe("a watch", () => {
  test.each([
    { what: "an older version of a row", events: [put("b", "4")], rows: { a: "uid-a@3", b: "uid-b@5" } },
    { what: "a row that came twice", events: [put("a", "10"), put("a", "10")], rows: { a: "uid-a@10", b: "uid-b@5" } },
    { what: "a deletion of what is not there", events: [gone("zz", "10")], rows: { a: "uid-a@3", b: "uid-b@5" } },
    { what: "another uid under the name", events: [put("a", "11", "new")], rows: { a: "new@11", b: "uid-b@5" } },
    {
      what: "an event of the future",
      events: [{ type: "unknown", name: "X" } as const, gone("a", "12")],
      rows: { b: "uid-b@5" },
    },
    {
      what: "versions beyond 2^53",
      events: [put("a", "99999999999999999998"), put("a", "99999999999999999997")],
      rows: { a: "uid-a@99999999999999999998", b: "uid-b@5" },
    },
  ])("handles $what", async ({ events, rows }) => {
    const result = await run([{ stream: [...first, events, "hang"] }]);

    expect(result.rows).toEqual(rows);
    expect(result.source.requests).toEqual(["streamingList"]);
    await result.close();
  });

  test("that the server ends is taken up at the last complete event, at once and without a list", async () => {
    const { source, phases, close } = await run([{ stream: [...first, [put("a", "12")], "end"] }]);

    expect(source.requests).toEqual(["streamingList", "watch 12"]);
    expect(phases).not.toContain("catchingUp");
    await close();
  });

  test("goes on from a bookmark when nothing else moved", async () => {
    const { source, close } = await run([{ stream: [...first, [bookmark("40")], failing("unreachable")] }], 2_000);

    expect(source.requests).toEqual(["streamingList", "watch 40"]);
    await close();
  });

  test.each([
    { what: "410 on opening", watch: { stream: [failing("gone")] } },
    {
      what: "410 as an event",
      watch: {
        stream: [[], [{ type: "error", status: { code: 410, reason: "Expired", message: "too old", causes: [] } }]],
      },
    },
    { what: "an event that cannot be read", watch: { stream: [[], failing("protocol")] } },
    { what: "a bookmark that goes back", watch: { stream: [[], [bookmark("2")]] } },
  ] satisfies { what: string; watch: Answer }[])(
    "with $what lists again and drops what has gone",
    async ({ watch }) => {
      const relist: Answer = { stream: [[], [put("b", "50")], [end("60")], "hang"] };
      const { source, rows, sink, close } = await run([{ stream: [...first, "end"] }, watch, relist], 5_000);

      expect(source.requests).toEqual(["streamingList", "watch 9", "streamingList"]);
      expect(rows).toEqual({ b: "uid-b@50" });
      expect(sink.replaced).toBe(1);
      await close();
    },
  );

  test.each([
    { what: "429 with Retry-After", error: failing("throttled", { retryAfterMs: 7_000 }), waitsMs: 7_000 },
    { what: "500", error: failing("server"), waitsMs: 125 },
    { what: "no connection", error: failing("unreachable"), waitsMs: 125 },
  ])("refused with $what is tried again after a wait, without a list", async ({ error, waitsMs }) => {
    const { source, clock, rows, close } = await run(
      [{ stream: [...first, [put("a", "12")], "end"] }, { stream: [error] }],
      waitsMs - 1,
    );

    expect(source.requests).toEqual(["streamingList", "watch 12"]);
    await clock.advance(1_000);
    expect(source.requests).toEqual(["streamingList", "watch 12", "watch 12"]);
    expect(rows).toEqual({ a: "uid-a@12", b: "uid-b@5" });
    await close();
  });

  test("that closes at once a hundred times asks at most ten times in ten seconds", async () => {
    const { source, close } = await run(
      [synced, ...Array(100).fill({ stream: ["end"] })].with(0, { stream: [...first, "end"] }),
      10_000,
    );

    expect(source.requests.length).toBeLessThanOrEqual(11);
    await close();
  });

  test("is not called live without proof for more than 75 seconds", async () => {
    const { phases, clock, source, states, close } = await run([synced, { stream: ["hang"] }], 20_000);
    source.probe = () => new Promise(() => {});
    await clock.advance(80_000);

    expect(phases.at(-1)).toBe("live");
    expect(states.at(-1)?.phase).not.toBe("live");
    await close();
  });
});

describe("what needs a person", () => {
  test("is waited for: after 401 nothing is asked until somebody says so", async () => {
    const { source, reflector, states, clock, rows, close } = await run(
      [{ stream: [failing("unauthorized")] }, synced],
      600_000,
    );

    expect(source.requests).toEqual(["streamingList"]);
    expect(states.at(-1)?.phase).toBe("unauthorized");
    reflector.reconnectNow();
    await clock.advance(1_000);
    expect(states.at(-1)?.phase).toBe("live");
    expect(rows).toEqual({});
    await close();
  });

  test("403 on list and watch is asked again every minute", async () => {
    const forbidden: Answer[] = [{ stream: [failing("forbidden")] }, { list: [failing("forbidden")] }];
    const { source, states, close } = await run([...forbidden, synced], 59_000);

    expect(source.requests).toEqual(["streamingList", "list paged"]);
    expect(states.at(-1)?.phase).toBe("forbidden");
    await close();
  });
});

test("everything ends when it is told to", async () => {
  const { close, clock, states } = await run([synced]);
  await close();

  expect(clock.sleeping).toBe(0);
  expect(states.at(-1)).toEqual({ phase: "stopped" });
});

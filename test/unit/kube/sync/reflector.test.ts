import { describe, expect, test } from "vitest";
import type { Versioned } from "../../../../src/kube/sync/listWatch.ts";
import { failing, first, runReflector } from "../../../support/runReflector.ts";
import { type Answer, bookmark, end, gone, part, put, refusal, row } from "../../../support/scriptedListWatch.ts";

const synced: Answer = { stream: [...first, "hang"] };
/** A first load whose watch the server ends. */
const ended: Answer = { stream: [...first, "end"] };

describe("a first load", () => {
  test("shows rows as they come", async () => {
    const run = await runReflector([{ stream: [[], [put("a", "3")], "hang"] }]);

    expect(run.rows()).toEqual({ a: "uid-a@3" });
    expect(run.states.at(-1)).toEqual({ phase: "loading", received: 1, total: undefined });
  });

  test("takes list and watch from one stream, and is live at its end", async () => {
    const run = await runReflector([synced]);

    expect(run.source.requests).toEqual(["streamingList"]);
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
    expect(run.phase()).toBe("live");
  });

  test("without any row is live, not loading for ever", async () => {
    const run = await runReflector([{ stream: [[], [end("9")], "hang"] }]);

    expect(run.phase()).toBe("live");
  });

  test.each(["unsupported", "forbidden", "notFound"] as const)(
    "lists in pages when the streaming list is %s, and nobody hears of it",
    async (failure) => {
      const list: Answer = { list: [part([row("a", "3")], "9", 1), part([row("b", "5")], "9")] };
      const run = await runReflector([{ stream: [failing(failure)] }, list]);

      expect(run.source.requests.slice(0, 2)).toEqual(["streamingList", "list paged"]);
      expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
      expect(run.states.some((state) => "error" in state)).toBe(false);
    },
  );

  test.each([
    { what: "is cut", last: failing("unreachable"), next: { stream: [[], [put("a", "3")], [end("9")], "hang"] } },
    { what: "never says its end", last: "hang", next: { list: [part([row("a", "3")], "9")] } },
  ] satisfies { what: string; last: "hang" | Error; next: Answer }[])(
    "that $what leaves no row behind that the server no longer has",
    async ({ last, next }) => {
      const run = await runReflector([{ stream: [[], [put("old", "2"), put("a", "3")], last] }, next], {
        forMs: 20_000,
      });

      expect(run.source.requests.slice(0, 2)).toEqual([
        "streamingList",
        "list" in next ? "list paged" : "streamingList",
      ]);
      expect(run.rows()).toEqual({ a: "uid-a@3" });
    },
  );

  test("leaves no row behind that was in the table before it began", async () => {
    const run = await runReflector([synced], {
      prepare: ({ sink }) => sink.apply([{ type: "put", row: row("of an earlier login", "1") }]),
    });

    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
  });

  test("takes changes that come before its end", async () => {
    const run = await runReflector([
      { stream: [[], [put("a", "3"), put("b", "4"), put("a", "6"), gone("b", "7")], [end("9")], "hang"] },
    ]);

    expect(run.rows()).toEqual({ a: "uid-a@6" });
  });

  test("does not take a bookmark without the mark for the end", async () => {
    const run = await runReflector([{ stream: [[], [put("a", "3")], [bookmark("9")], "hang"] }]);

    expect(run.phases()).not.toContain("live");
  });

  test("whose list has no version is an answer that cannot be used", async () => {
    const run = await runReflector([{ stream: [failing("unsupported")] }, { list: [part([row("a", "3")], "")] }]);

    expect(run.states.at(-1)).toMatchObject({ phase: "broken", error: { failure: "protocol" } });
  });
});

describe("pages", () => {
  const unsupported: Answer = { stream: [failing("unsupported")] };
  const page = part([row("a", "3")], "9", 1);

  test.each([
    {
      what: "the second has expired: once more in one body",
      answers: [unsupported, { list: [page, failing("gone")] }, { list: [part([row("b", "5")], "12")] }],
      requests: ["streamingList", "list paged", "list", "watch 12"],
      rows: { b: "uid-b@5" },
    },
    {
      what: "the second is refused for load: again after what the server says",
      answers: [unsupported, { list: [page, failing("throttled", { retryAfterMs: 2_000 })] }, { list: [page] }],
      requests: ["streamingList", "list paged", "list paged", "watch 9"],
      rows: { a: "uid-a@3" },
    },
    {
      what: "the connection breaks between them: all of them again",
      answers: [unsupported, { list: [page, failing("unreachable")] }, { list: [part([row("b", "5")], "12")] }],
      requests: ["streamingList", "list paged", "list paged", "watch 12"],
      rows: { b: "uid-b@5" },
    },
  ] satisfies { what: string; answers: Answer[]; requests: string[]; rows: object }[])(
    "$what",
    async ({ answers, requests, rows }) => {
      const run = await runReflector(answers, { forMs: 3_000 });

      expect(run.source.requests).toEqual(requests);
      expect(run.rows()).toEqual(rows);
    },
  );
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
    const run = await runReflector([{ stream: [...first, events, "hang"] }]);

    expect(run.rows()).toEqual(rows);
    expect(run.source.requests).toEqual(["streamingList"]);
  });

  test("that the server ends is taken up at the last complete event, at once and without a list", async () => {
    const run = await runReflector([{ stream: [...first, [put("a", "12")], "end"] }]);

    expect(run.source.requests).toEqual(["streamingList", "watch 12"]);
    expect(run.phases()).not.toContain("catchingUp");
  });

  test("goes on from a bookmark when nothing else moved", async () => {
    const run = await runReflector([{ stream: [...first, [bookmark("40")], failing("unreachable")] }], {
      forMs: 2_000,
    });

    expect(run.source.requests).toEqual(["streamingList", "watch 40"]);
  });

  test.each([
    { what: "410 on opening", cause: "the history expired", step: failing("gone") },
    { what: "410 as an event", cause: "the history expired", step: [refusal(410, "Expired")] },
    { what: "an event that cannot be read", cause: "an event could not be read", step: failing("protocol") },
    {
      what: "an object that the server cannot read",
      cause: "the server could not read an object",
      step: [refusal(500, "StorageReadError")],
    },
    { what: "a bookmark that goes back", cause: "the server went back in time", step: [bookmark("2")] },
    {
      what: "a deletion of another uid than we have",
      cause: "an object was replaced unseen",
      step: [gone("a", "11", "other")],
    },
    {
      what: "an older event of another uid than we have",
      cause: "an object was replaced unseen",
      step: [put("b", "4", "other")],
    },
  ])("with $what keeps its rows, lists again, and drops what has gone", async ({ cause, step }) => {
    const opening: Answer = { stream: step instanceof Error && step.failure === "gone" ? [step] : [[], step] };
    const relist: Answer = { stream: [[], [put("b", "50")], "hang"] };
    const run = await runReflector([ended, opening, relist], { forMs: 3_000 });

    expect(run.source.requests).toEqual(["streamingList", "watch 9", "streamingList"]);
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
    expect(run.states.at(-1)).toMatchObject({ phase: "resyncing", cause, received: 1 });

    const complete: Answer = { stream: [[], [put("b", "50")], [end("60")], "hang"] };
    const whole = await runReflector([ended, opening, complete], { forMs: 3_000 });
    expect(whole.rows()).toEqual({ b: "uid-b@50" });
    expect(whole.phase()).toBe("live");
  });

  test("that lists again shows also what came right behind the end of the list", async () => {
    const relist: Answer = { stream: [[], [put("b", "50"), end("60"), put("c", "61")], "hang"] };
    const run = await runReflector([ended, { stream: [failing("gone")] }, relist], { forMs: 3_000 });

    expect(run.rows()).toEqual({ b: "uid-b@50", c: "uid-c@61" });
  });

  test("that lists again keeps the rows that are still the same, so that nothing seems to have changed", async () => {
    const relist: Answer = { stream: [[], [put("a", "3"), put("b", "50")], [end("60")], "hang"] };
    const shown: Versioned[] = [];
    await runReflector([ended, { stream: [failing("gone")] }, relist], {
      forMs: 3_000,
      prepare: ({ sink }) => {
        sink.replace = (rows) => shown.push(...rows.values());
      },
    });

    const [before, , after, changed] = shown;
    expect(after).toBe(before);
    expect(changed).toMatchObject({ key: "b", resourceVersion: "50" });
  });

  test.each([
    { what: "429 with Retry-After", error: failing("throttled", { retryAfterMs: 7_000 }), waitsMs: 7_000 },
    { what: "500", error: failing("server"), waitsMs: 125 },
    { what: "no connection", error: failing("unreachable"), waitsMs: 125 },
  ])("refused with $what is tried again after a wait, without a list", async ({ error, waitsMs }) => {
    const run = await runReflector([{ stream: [...first, [put("a", "12")], "end"] }, { stream: [error] }], {
      forMs: waitsMs - 1,
    });

    expect(run.source.requests).toEqual(["streamingList", "watch 12"]);
    await run.clock.advance(1_000);
    expect(run.source.requests).toEqual(["streamingList", "watch 12", "watch 12"]);
    expect(run.rows()).toEqual({ a: "uid-a@12", b: "uid-b@5" });
  });

  test.each([
    { what: "500", event: refusal(500, "InternalError"), afterMs: 125 },
    { what: "429", event: refusal(429, "TooManyRequests", { retryAfterSeconds: 7 }), afterMs: 7_000 },
  ])(
    "told of $what by an event is given up though the server holds it open, and taken up later",
    async ({ event, afterMs }) => {
      const run = await runReflector([{ stream: [...first, [event], "hang"] }], { forMs: afterMs - 1 });

      expect(run.source.requests).toEqual(["streamingList"]);
      await run.clock.advance(1);
      expect(run.source.requests).toEqual(["streamingList", "watch 9"]);
    },
  );

  test("that fails with 5xx three times is followed by one list, and then by a watch again", async () => {
    const fails: Answer = { stream: [failing("server")] };
    const run = await runReflector([ended, fails, fails, fails, fails], { forMs: 30_000 });

    expect(run.source.requests).toEqual(["streamingList", "watch 9", "watch 9", "watch 9", "streamingList", "watch 9"]);
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
  });

  test("that closes at once a hundred times asks at most ten times in ten seconds", async () => {
    const closes: Answer[] = Array(100).fill({ stream: [[], "end"] });
    const run = await runReflector([ended, ...closes], { forMs: 10_000, random: () => 0 });

    expect(run.source.requests.length).toBeLessThanOrEqual(10);
    expect(run.source.requests.filter((request) => request === "streamingList")).toHaveLength(1);
  });

  test("that closes at once is not taken for one that lasted, however long the list before it took", async () => {
    const long: Answer = { stream: [[], [put("a", "3")], 10_000, [end("9")], "end"] };
    const run = await runReflector([long], { forMs: 10_000 });

    expect(run.source.requests).toEqual(["streamingList"]);
    await run.clock.advance(125);
    expect(run.source.requests).toEqual(["streamingList", "watch 9"]);
  });

  test("that closes after an event each time is no reason to wait", async () => {
    const events = [11, 12, 13].map((version): Answer => ({ stream: [[], [put("a", `${version}`)], "end"] }));
    const loaded: Answer = { stream: [...first, [put("a", "10")], "end"] };
    const run = await runReflector([loaded, ...events], { forMs: 0 });

    expect(run.source.requests).toEqual(["streamingList", "watch 10", "watch 11", "watch 12", "watch 13"]);
  });
});

describe("a server that is away", () => {
  const refused: Answer = { stream: [failing("unreachable")] };

  test("for two minutes is tried less and less, is called unreachable, and found within 15 seconds", async () => {
    const run = await runReflector([ended, ...Array(1_000).fill(refused)], { random: () => 0.999, forMs: 120_000 });
    const tries = run.source.requests.length;

    expect(tries).toBeLessThan(20);
    expect(new Set(run.source.requests.slice(1))).toEqual(new Set(["watch 9"]));
    expect(run.states.at(-1)).toMatchObject({ phase: "unreachable", error: { failure: "unreachable" } });
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });

    run.source.answerWith([]);
    await run.clock.advance(15_000);
    expect(run.source.requests).toHaveLength(tries + 1);
    expect(run.phase()).toBe("live");
  });

  test("from the start is said at once, with when the next try is", async () => {
    const run = await runReflector([refused], { forMs: 0 });

    expect(run.states.at(-1)).toMatchObject({ phase: "waiting", asOf: undefined, until: run.clock.now() + 125 });
  });

  test("is tried at once when a person asks", async () => {
    const run = await runReflector([ended, ...Array(8).fill(refused)], { random: () => 0.999, forMs: 16_000 });
    const tries = run.source.requests.length;
    run.reflector.reconnectNow();
    await run.clock.advance(0);

    expect(run.source.requests).toHaveLength(tries + 1);
    await run.clock.advance(250);
    expect(run.source.requests.length, "and waits only shortly after it").toBe(tries + 2);
  });
});

describe("a person who asks to connect again", () => {
  const whole: Answer = { stream: [[], [put("b", "50")], [end("60")], "hang"] };

  test.each([
    { during: "the first load", answers: [{ stream: [[], [put("old", "1")], "hang"] }, whole], forMs: 1_000 },
    { during: "a live watch", answers: [synced], forMs: 1_000 },
    { during: "a wait", answers: [ended, { stream: [failing("throttled", { retryAfterMs: 90_000 })] }], forMs: 1_000 },
    { during: "a login that has expired", answers: [ended, { stream: [failing("unauthorized")] }], forMs: 30_000 },
    {
      during: "a reload",
      answers: [ended, { stream: [failing("gone")] }, { stream: [[], "hang"] }, whole],
      forMs: 5_000,
    },
  ] satisfies { during: string; answers: Answer[]; forMs: number }[])(
    "during $during gets a new request at once, and a live table",
    async ({ answers, forMs }) => {
      const run = await runReflector(answers, { forMs });
      const before = run.source.requests.length;
      run.reflector.reconnectNow();
      await run.clock.advance(1_000);

      expect(run.source.requests).toHaveLength(before + 1);
      expect(run.phase()).toBe("live");
      expect(run.rows()).toEqual(answers.includes(whole) ? { b: "uid-b@50" } : { a: "uid-a@3", b: "uid-b@5" });
    },
  );
});

describe("stopping", () => {
  const never: Answer = { stream: ["hang"] };

  test.each([
    { during: "connecting", answers: [never], forMs: 0 },
    { during: "the first load", answers: [{ stream: [[], [put("a", "3")], "hang"] }], forMs: 1_000 },
    {
      during: "pages",
      answers: [{ stream: [failing("unsupported")] }, { list: [part([], "9"), "hang"] }],
      forMs: 1_000,
    },
    { during: "a live watch", answers: [synced], forMs: 1_000 },
    { during: "a probe", answers: [synced], forMs: 31_000 },
    { during: "a wait", answers: [{ stream: [failing("throttled", { retryAfterMs: 90_000 })] }], forMs: 1_000 },
    { during: "a wait without end", answers: [{ stream: [failing("unauthorized")] }], forMs: 1_000 },
  ] satisfies { during: string; answers: Answer[]; forMs: number }[])(
    "during $during ends everything",
    async ({ answers, forMs }) => {
      const open = new Set<AbortSignal>();
      const run = await runReflector(answers, {
        forMs,
        prepare: ({ source }) => {
          source.probe = source.count = (...args: readonly unknown[]) => {
            const signal = args.at(-1) as AbortSignal;
            open.add(signal);
            return new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
          };
        },
      });
      await run.close();

      expect(run.clock.sleeping).toBe(0);
      expect([...open].every(({ aborted }) => aborted)).toBe(true);
      expect(run.states.at(-1)).toEqual({ phase: "stopped" });
    },
  );
});

test("a mistake of whoever takes the rows is called one, and ended by all rows anew", async () => {
  const again: Answer = { stream: [[], [put("a", "3"), put("b", "5"), put("c", "10")], [end("10")], "hang"] };
  const run = await runReflector([{ stream: [...first, [put("c", "10")], "hang"] }, again], {
    forMs: 2_000,
    prepare: ({ sink }) => {
      const apply = sink.apply.bind(sink);
      sink.apply = (changes) => {
        if (changes.some((change) => change.type === "put" && change.row.key === "c")) throw new Error("no room for c");
        apply(changes);
      };
    },
  });
  expect(run.states.at(-1)).toMatchObject({
    phase: "broken",
    error: { failure: "mistake", message: "podscope made a mistake: no room for c" },
  });
  await run.clock.advance(30_000);

  expect(run.source.requests).toEqual(["streamingList", "streamingList"]);
  expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5", c: "uid-c@10" });
});

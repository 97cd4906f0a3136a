import { describe, expect, test, vi } from "vitest";
import { failing, first, runReflector } from "../../../support/runReflector.ts";
import {
  type Answer,
  bookmark,
  end,
  part,
  put,
  row,
  type ScriptedListWatch,
  type StreamStep,
} from "../../../support/scriptedListWatch.ts";

const synced: Answer = { stream: [...first, "hang"] };
/** A load whose watch had a bookmark: from now on they are expected. */
const marked: Answer = { stream: [...first, [bookmark("40")], "hang"] };
const all: Answer = { stream: [[], [put("b", "50")], [end("60")], "hang"] };
const hangs = () => new Promise<never>(() => undefined);
const countIs = (total: number | undefined, resourceVersion: string) => (source: ScriptedListWatch) => {
  source.count = async () => ({ total, resourceVersion });
};

describe("a watch that falls silent", () => {
  test("is dead when the probe is not answered: within 40 s all connections are dropped and it is taken up", async () => {
    const run = await runReflector([marked], { forMs: 1_000 });
    run.source.probe = hangs;
    await run.clock.advance(35_000);

    expect(run.source.drops).toBe(1);
    await run.clock.advance(1_000);
    expect(run.source.requests).toEqual(["streamingList", "watch 40"]);
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
  });

  test("is called reconnecting while the way is dead, and live when it heals", async () => {
    const run = await runReflector([marked, { stream: ["hang"] }], { forMs: 1_000 });
    run.source.probe = hangs;
    await run.clock.advance(39_000);

    expect(run.states.at(-1)).toMatchObject({ phase: "catchingUp", cause: "The server no longer answers" });
    run.reflector.reconnectNow();
    await run.clock.advance(1_000);
    expect(run.phase()).toBe("live");
  });

  test.each(["unauthorized", "forbidden", "throttled", "server", "login"] as const)(
    "lives on when the probe is answered, if only by %s",
    async (failure) => {
      const run = await runReflector([marked], { forMs: 1_000 });
      run.source.probe = async () => {
        throw failing(failure);
      };
      await run.clock.advance(59_000);

      expect(run.source.requests).toEqual(["streamingList"]);
    },
  );

  test.each(["unreachable", "proxy", "tls", "protocol"] as const)(
    "is dead when the probe fails by %s",
    async (failure) => {
      const run = await runReflector([marked], { forMs: 1_000 });
      run.source.probe = async () => {
        throw failing(failure);
      };
      await run.clock.advance(35_000);

      expect(run.source.requests).toEqual(["streamingList", "watch 40"]);
    },
  );

  test("but has bookmarks every minute is well: in ten minutes nothing is opened again", async () => {
    const minutes = Array.from({ length: 10 }, (_, minute): StreamStep[] => [60_000, [bookmark(`${40 + minute}`)]]);
    const run = await runReflector([{ stream: [...first, ...minutes.flat(), "hang"] }], { forMs: 600_000 });

    expect(run.source.requests).toEqual(["streamingList"]);
    expect(run.phases().filter((phase) => phase !== "live" && phase !== "loading" && phase !== "connecting")).toEqual(
      [],
    );
    expect(run.states.at(-1)).toEqual({ phase: "live", verifiedAt: run.clock.now() });
  });

  test("since its bookmark was left out is taken up at once, and the rows are never called old", async () => {
    const run = await runReflector([marked, { stream: [[], "hang"] }], { forMs: 70_000 });

    expect(run.source.requests).toEqual(["streamingList"]);
    await run.clock.advance(2_000);
    expect(run.source.requests).toEqual(["streamingList", "watch 40"]);
    expect(run.states.at(-1)).toEqual({ phase: "live", verifiedAt: expect.closeTo(run.clock.now(), -4) });
    expect(run.phases()).not.toContain("catchingUp");
  });

  test("before its first bookmark is no better", async () => {
    const run = await runReflector([synced, { stream: [[], [put("a", "12")], "hang"] }], { forMs: 72_000 });

    expect(run.source.requests).toEqual(["streamingList", "watch 9"]);
    expect(run.rows()).toEqual({ a: "uid-a@12", b: "uid-b@5" });
  });

  test("is taken up once where no bookmarks come, and verified by probes from then on", async () => {
    const listed: Answer = { list: [part([row("a", "3")], "9")] };
    const run = await runReflector([{ stream: [failing("unsupported")] }, listed], { forMs: 1_200_000 });

    expect(run.source.requests).toEqual(["streamingList", "list paged", "watch 9", "watch 9"]);
    const verifiedAt = run.states.flatMap((state) => (state.phase === "live" ? state.verifiedAt : [])).at(-1) ?? 0;
    expect(run.phase()).toBe("live");
    expect(run.clock.now() - verifiedAt).toBeLessThanOrEqual(32_000);
  });

  test("is not called live without proof for more than 75 seconds", async () => {
    const run = await runReflector([marked, { stream: ["hang"] }], { forMs: 70_000 });

    expect(run.phase()).toBe("live");
    await run.clock.advance(5_000);
    expect(run.states.at(-1)).toMatchObject({ phase: "catchingUp", cause: "The watch fell silent" });
  });
});

describe("a list that falls silent", () => {
  const nine = [..."abcdefghi"];

  test.each([
    {
      what: "a streaming list",
      answers: [{ stream: [[], nine.map((key) => put(key, "3")), "hang"] }],
      requests: ["streamingList"],
    },
    {
      what: "a list in pages",
      answers: [{ stream: [failing("unsupported")] }, { list: [part([], "9", 2), "hang"] }],
      requests: ["streamingList", "list paged"],
    },
  ] satisfies { what: string; answers: Answer[]; requests: string[] }[])(
    "$what is given up after a minute, though the server answers probes",
    async ({ answers, requests }) => {
      const run = await runReflector(answers, { forMs: 59_000, prepare: ({ source }) => countIs(11, "9")(source) });

      expect(run.source.requests).toEqual(requests);
      await run.clock.advance(2_000);
      expect(run.source.requests).toEqual([...requests, requests.at(-1)]);
    },
  );

  test("a stream that never ends is given up also while rows go on changing", async () => {
    const changes = Array.from({ length: 40 }, (_, n): StreamStep[] => [
      1_000,
      [put("a", `${20 + n}`), put(`new-${n}`, `${21 + n}`)],
    ]);
    const stream: StreamStep[] = [[], [put("a", "3")], ...changes.flat(), "hang"];
    const run = await runReflector([{ stream }, { list: [part([row("a", "60")], "99")] }], {
      forMs: 17_000,
      prepare: ({ source }) => countIs(undefined, "9")(source),
    });

    expect(run.source.requests).toEqual(["streamingList", "list paged", "watch 99"]);
    expect(run.rows()).toEqual({ a: "uid-a@60" });
  });
});

describe("a slow link", () => {
  const slow: Answer = { stream: [[], [put("a", "3")], 2_500, [put("b", "5")], "hang"] };

  test("gets one packed list instead of the stream, and packed lists from then on", async () => {
    const packed: Answer = { list: [part([row("a", "3")], "9"), part([row("b", "5")], "9")] };
    const run = await runReflector([slow, packed, { stream: [failing("gone")] }, packed], {
      forMs: 5_000,
      prepare: ({ source }) => countIs(10_000, "9")(source),
    });

    expect(run.source.requests).toEqual(["streamingList", "list gzip", "watch 9", "list gzip", "watch 9"]);
    expect(run.states).toContainEqual(expect.objectContaining({ phase: "loading", total: 10_000 }));
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
  });

  test.each([
    { what: "may not list", error: failing("forbidden") },
    { what: "gets packed lists that cannot be unpacked", error: failing("protocol") },
  ])("whose user $what goes on without packing", async ({ error }) => {
    const run = await runReflector([slow, { list: [error] }, all], {
      forMs: 40_000,
      prepare: ({ source }) => countIs(10_000, "9")(source),
    });

    expect(run.source.requests.slice(0, 3)).toEqual(["streamingList", "list gzip", "streamingList"]);
    expect(run.rows()).toEqual({ b: "uid-b@50" });
    expect(run.phase()).toBe("live");
  });
});

describe("a server that was restored from a backup", () => {
  test("is found out when its version is behind ours, and everything is listed again", async () => {
    const cut: Answer = { stream: [...first, [put("a", "900")], failing("unreachable")] };
    const run = await runReflector([cut, { stream: [[], "hang"] }, all], {
      forMs: 3_000,
      prepare: ({ source }) => countIs(undefined, "500")(source),
    });

    expect(run.source.requests).toEqual(["streamingList", "watch 900", "streamingList"]);
    expect(run.rows()).toEqual({ b: "uid-b@50" });
  });

  test("is found out within two minutes also when it closed the watch in order", async () => {
    const closed: Answer = { stream: [...first, [put("a", "900")], "end"] };
    const silent: Answer = { stream: [[], "hang"] };
    const run = await runReflector([closed, silent, silent, all], {
      forMs: 120_000,
      prepare: ({ source }) => countIs(undefined, "500")(source),
    });

    expect(run.source.requests).toEqual(["streamingList", "watch 900", "watch 900", "streamingList"]);
  });

  test("is not suspected when its version is ahead", async () => {
    const cut: Answer = { stream: [...first, [put("a", "900")], failing("unreachable")] };
    const run = await runReflector([cut, { stream: [[], "hang"] }], {
      forMs: 120_000,
      prepare: ({ source }) => countIs(undefined, "901")(source),
    });

    expect(run.source.requests).toEqual(["streamingList", "watch 900", "watch 900"]);
  });
});

describe("the audit", () => {
  const counting = (total: number | undefined) => {
    const count = vi.fn(async (_at?: { readonly exactly: string }) => ({ total, resourceVersion: "40" }));
    return { count, exact: () => count.mock.calls.flatMap(([at]) => at?.exactly ?? []) };
  };
  const bookmarks = (minutes: number) =>
    Array.from({ length: minutes }, (_, n): StreamStep[] => [60_000, [bookmark(`${41 + n}`)]]).flat();
  const watching = (minutes: number): Answer => ({
    stream: [...first, [bookmark("40")], ...bookmarks(minutes), "hang"],
  });

  test("asks for the number of rows at the first bookmark, and at the first one after ten minutes", async () => {
    const { count, exact } = counting(2);
    const run = await runReflector([watching(25)], {
      forMs: 25 * 60_000,
      prepare: ({ source }) => {
        source.count = count;
      },
    });

    expect(exact()).toEqual(["40", "50", "60"]);
    expect(run.source.requests).toEqual(["streamingList"]);
  });

  test("lists again when the number is not ours, and says so", async () => {
    const { count } = counting(3);
    const run = await runReflector([watching(5), { stream: [[], "hang"] }], {
      forMs: 2_000,
      prepare: ({ source }) => {
        source.count = count;
      },
    });

    expect(run.source.requests).toEqual(["streamingList", "streamingList"]);
    expect(run.states.at(-1)).toMatchObject({
      phase: "resyncing",
      cause: "the number of rows was not the server's",
    });
  });

  test("does not list again and again when a list does not help", async () => {
    const { count } = counting(3);
    const run = await runReflector(Array(20).fill(watching(60)), {
      forMs: 50 * 60_000,
      prepare: ({ source }) => {
        source.count = count;
      },
    });

    expect(run.source.requests.length).toBeLessThanOrEqual(7);
  });

  test.each([
    { what: "is unknown", count: async () => ({ total: undefined, resourceVersion: "40" }) },
    { what: "may not be known", count: async () => undefined },
    {
      what: "is no longer known at that version",
      count: async () => {
        throw failing("gone");
      },
    },
  ])("changes nothing when the number $what", async ({ count }) => {
    const run = await runReflector([watching(2)], {
      forMs: 120_000,
      prepare: ({ source }) => {
        source.count = count;
      },
    });

    expect(run.source.requests).toEqual(["streamingList"]);
    expect(run.phase()).toBe("live");
  });
});

describe("a machine that slept", () => {
  const hours = 3_600_000;

  test("drops all connections at once and takes up the watch where it was", async () => {
    const run = await runReflector([marked]);
    run.clock.jump(8 * hours);
    await run.clock.advance(1_000);

    expect(run.source.drops).toBe(1);
    expect(run.source.requests).toEqual(["streamingList", "watch 40"]);
    expect(run.states.at(-1)).toEqual({ phase: "live", verifiedAt: run.clock.now() });
  });

  test("during a long wait tries at once", async () => {
    const run = await runReflector([{ stream: [failing("throttled", { retryAfterMs: 90_000 })] }, all]);
    run.clock.jump(8 * hours);
    await run.clock.advance(1_000);

    expect(run.source.requests).toEqual(["streamingList", "streamingList"]);
    expect(run.phase()).toBe("live");
  });

  test("during a first list begins again", async () => {
    const run = await runReflector([{ stream: [[], [put("old", "1")], "hang"] }, all]);
    run.clock.jump(8 * hours);
    await run.clock.advance(1_000);

    expect(run.rows()).toEqual({ b: "uid-b@50" });
  });
});

describe("a clock that is set back an hour", () => {
  const hour = 3_600_000;

  test("disturbs nothing: the proof is as old as it was", async () => {
    const run = await runReflector([synced]);
    const asked = run.source.requests.length;
    run.clock.jump(-hour);
    await run.clock.advance(2_000);

    expect(run.source.requests).toHaveLength(asked);
    expect(run.source.drops).toBe(0);
    expect(run.states.at(-1)).toEqual({ phase: "live", verifiedAt: run.clock.now() - 3_000 });
  });

  test("leaves a countdown as long as it was", async () => {
    const run = await runReflector(
      [{ stream: [...first, "end"] }, { stream: [failing("throttled", { retryAfterMs: 90_000 })] }],
      { forMs: 10_000 },
    );
    const before = run.states.at(-1);
    run.clock.jump(-hour);
    await run.clock.advance(1_000);

    expect(before).toMatchObject({ phase: "waiting" });
    const shifted = Object.entries(before ?? {}).map(([name, value]) => [
      name,
      typeof value === "number" ? value - hour : value,
    ]);
    expect(run.states.at(-1)).toEqual(Object.fromEntries(shifted));
  });
});

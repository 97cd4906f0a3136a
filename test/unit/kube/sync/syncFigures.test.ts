import { describe, expect, test } from "vitest";
import { EventRate } from "../../../../src/kube/sync/eventRate.ts";
import { SyncFigures } from "../../../../src/kube/sync/syncFigures.ts";
import { failing, first, runReflector } from "../../../support/runReflector.ts";
import { bookmark, end, gone, part, put, row } from "../../../support/scriptedListWatch.ts";

const start = Date.UTC(2026, 0, 5, 10, 0, 0);

describe("a reflector counts", () => {
  test("the list that came as a stream: its rows, its version, and how long it took", async () => {
    const { figures } = await runReflector([{ stream: [[], [put("a", "3")], 700, [put("b", "5"), end("9")], "hang"] }]);

    expect(figures.list).toEqual({
      form: "stream",
      rows: 2,
      resourceVersion: "9",
      completeAt: start + 700,
      tookMs: 700,
    });
    expect(figures.watchedSince).toBe(start + 700);
  });

  test("the list that came in pages, and the watch after it", async () => {
    const { figures } = await runReflector([
      { stream: [failing("unsupported")] },
      { list: [part([row("a", "3")], "9", 1), part([row("b", "5")], "9")] },
      { stream: [[], "hang"] },
    ]);

    expect(figures.list).toMatchObject({ form: "paged", rows: 2, resourceVersion: "9" });
    expect(figures.watchedSince).toBe(start);
  });

  test("the changes that come after the list, also in the batch that ends it, and no rows of the list", async () => {
    const { figures } = await runReflector([
      {
        stream: [
          [],
          [put("a", "3"), put("b", "5"), end("9"), put("a", "10")],
          [gone("b", "11"), bookmark("12")],
          "hang",
        ],
      },
    ]);

    expect(figures.changes).toBe(2);
  });

  test("bookmarks, of which the newest is known with its time", async () => {
    const { figures } = await runReflector(
      [{ stream: [...first, 60_000, [bookmark("20")], 60_000, [bookmark("30")], "hang"] }],
      { forMs: 130_000 },
    );

    expect(figures.bookmark).toEqual({ resourceVersion: "30", at: start + 120_000 });
  });

  test("each new request with its reason and what it was: the watch again, or everything again", async () => {
    const { figures } = await runReflector(
      [
        { stream: [...first, 5_000, "end"] },
        { stream: [[], 2_000, failing("unreachable")] },
        { stream: [failing("gone")] },
        { stream: [...first, "hang"] },
      ],
      { forMs: 20_000 },
    );

    expect(figures.restarts.map(({ why, next }) => `${why} -> ${next}`)).toEqual([
      "the history expired: it gone -> streamingList",
      "it unreachable -> watch",
      "the server ended it after 5 s -> watch",
    ]);
    expect(figures.restartCount).toBe(3);
  });

  test("no watch while there is none", async () => {
    const { figures } = await runReflector([{ stream: [...first, failing("forbidden")] }, { list: ["hang"] }], {
      forMs: 20_000,
    });

    expect(figures.watchedSince).toBeUndefined();
  });
});

test("the same reason again and again is one, with how often and when last", () => {
  const figures = new SyncFigures();
  for (let at = 0; at < 5; at++) figures.restarted("refused", "watch", at);
  figures.restarted("the history expired", "streamingList", 5);

  expect(figures.restarts).toEqual([
    { why: "the history expired", next: "streamingList", at: 5, times: 1 },
    { why: "refused", next: "watch", at: 4, times: 5 },
  ]);
});

test("as many reasons are kept as a page can hold", () => {
  const figures = new SyncFigures();
  for (let at = 0; at < 500; at++) figures.restarted(`reason ${at}`, "watch", at);

  expect(figures.restarts).toHaveLength(20);
  expect(figures.restarts[0]).toMatchObject({ why: "reason 499" });
  expect(figures.restartCount).toBe(500);
});

describe("the rate", () => {
  const newest = (rate: EventRate, now: number) => rate.lastMinute(now).slice(-4);

  test("has a count for each second, the newest last", () => {
    const rate = new EventRate();
    for (const at of [10_000, 10_400, 12_999, 13_000, 13_001]) rate.add(at);

    expect(newest(rate, 13_500)).toEqual([2, 0, 1, 2]);
    expect(rate.lastMinute(13_500)).toHaveLength(60);
  });

  test("forgets what is older than a minute, also after a long silence", () => {
    const rate = new EventRate();
    rate.add(1_000);
    expect(rate.lastMinute(60_999)).toEqual([1, ...new Array(59).fill(0)]);
    expect(rate.lastMinute(61_000)).toEqual(new Array(60).fill(0));
    rate.add(500_000);
    expect(newest(rate, 500_000)).toEqual([0, 0, 0, 1]);
    expect(rate.lastMinute(10_000_000)).toEqual(new Array(60).fill(0));
  });
});

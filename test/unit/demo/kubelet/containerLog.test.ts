import { describe, expect, test } from "vitest";
import { linesOf, nextLineAt } from "../../../../src/demo/kubelet/containerLog.ts";
import type { LogRule } from "../../../../src/demo/kubelet/image.ts";

const startedAt = Date.UTC(2026, 0, 5, 10, 0, 0);
const span = (ms: number) => ms;
const log: readonly LogRule[] = [
  { atMs: 100, text: () => "starting" },
  { atMs: 1000, everyMs: 1000, text: (count) => `tick ${count}` },
  { atMs: 2500, everyMs: 2500, text: (count, at) => `report ${count} at ${at - startedAt}` },
];
const texts = (window: Partial<Parameters<typeof linesOf>[2]>, speed = 1) =>
  linesOf(log, (ms) => ms / speed, { startedAt, until: startedAt + 5000, ...window }).map(
    ({ at, text }) => `${at - startedAt} ${text}`,
  );

describe("the lines of a run", () => {
  const all = [
    "100 starting",
    "1000 tick 0",
    "2000 tick 1",
    "2500 report 0 at 2500",
    "3000 tick 2",
    "4000 tick 3",
    "5000 tick 4",
    "5000 report 1 at 5000",
  ];

  test("come in the order of their moments, each with its text", () => {
    expect(texts({})).toEqual(all);
  });

  test("are the last ones when few are wanted", () => {
    expect(texts({ most: 3 })).toEqual(all.slice(-3));
    expect(texts({ most: 0 })).toEqual([]);
  });

  test("begin where they are wanted from, and end where the run does", () => {
    expect(texts({ since: startedAt + 2000, until: startedAt + 2999 })).toEqual(all.slice(2, 4));
    expect(texts({ until: startedAt + 99 })).toEqual([]);
    expect(texts({ since: startedAt + 2001, until: startedAt + 2400 })).toEqual([]);
  });

  test("come faster when things happen faster", () => {
    expect(texts({ until: startedAt + 200 }, 10)).toEqual(["10 starting", "100 tick 0", "200 tick 1"]);
  });

  test("come one after the other when somebody waits for each", () => {
    const found: number[] = [];
    for (let at: number | undefined = startedAt; at !== undefined && at <= startedAt + 5000; ) {
      at = nextLineAt(log, span, startedAt, at);
      if (at !== undefined && at <= startedAt + 5000) found.push(at - startedAt);
    }
    expect(found).toEqual([100, 1000, 2000, 2500, 3000, 4000, 5000]);
  });

  test("have no next when the program says nothing more", () => {
    expect(nextLineAt(log.slice(0, 1), span, startedAt, startedAt + 100)).toBeUndefined();
  });

  test("of a long time ago are thrown away, and the last ones cost nothing to find", () => {
    let made = 0;
    const counted: readonly LogRule[] = [{ atMs: 0, everyMs: 10, text: (count) => `${++made && count}` }];
    const window = { startedAt, until: startedAt + 86_400_000 };
    expect(linesOf(counted, span, { ...window, most: 2 }).map(({ text }) => text)).toEqual(["8639999", "8640000"]);
    expect(made).toBe(2);
    expect(linesOf(counted, span, window)).toHaveLength(100_000);
  });
});

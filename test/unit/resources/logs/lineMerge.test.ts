import { describe, expect, test } from "vitest";
import { LineMerge } from "../../../../src/resources/logs/lineMerge.ts";
import type { LogLine } from "../../../../src/resources/logs/logLine.ts";

const line = (source: number, second: number): LogLine => ({
  source,
  time: `2026-01-05T10:00:${String(second).padStart(2, "0")}`,
  text: `${source} at ${second}`,
});
const textsOf = (lines: readonly LogLine[]) => lines.map(({ text }) => text);

describe("lines of several containers", () => {
  test("wait for older ones of others", () => {
    const merge = new LineMerge(100);
    merge.add(0, [line(0, 1), line(0, 3)]);
    merge.add(1, []);
    expect(textsOf(merge.take(0))).toEqual([]);
    merge.add(1, [line(1, 2), line(1, 5)]);
    expect(textsOf(merge.take(99))).toEqual([]);

    expect(textsOf(merge.take(100))).toEqual(["0 at 1", "1 at 2", "0 at 3"]);
    expect(merge.count).toBe(1);
    expect(textsOf(merge.take(200))).toEqual(["1 at 5"]);
  });

  test("that are later than all others wait no longer than twice", () => {
    const merge = new LineMerge(100);
    merge.add(0, [line(0, 1)]);
    merge.add(1, []);
    merge.take(0);
    merge.add(1, [line(1, 9)]);
    merge.take(100);

    expect(textsOf(merge.take(200))).toEqual(["1 at 9"]);
  });

  test("that come in a flood do not wait", () => {
    const merge = new LineMerge(100);
    merge.add(1, [line(1, 1)]);
    merge.add(
      0,
      Array.from({ length: 10_000 }, () => line(0, 1)),
    );
    merge.take(0);

    expect(merge.take(1)).toHaveLength(10_001);
  });

  test("say when there is something to take", () => {
    const merge = new LineMerge(100);
    merge.add(1, []);
    expect(merge.steadyFor(0)).toBe(Number.POSITIVE_INFINITY);
    merge.add(0, [line(0, 1)]);
    expect(merge.steadyFor(0)).toBe(100);
    merge.take(0);

    expect(merge.steadyFor(70)).toBe(30);
  });

  test("come all at once when that is asked for", () => {
    const merge = new LineMerge(100);
    merge.add(0, [line(0, 2)]);
    merge.add(1, [line(1, 1)]);

    expect(textsOf(merge.takeAll())).toEqual(["1 at 1", "0 at 2"]);
    expect([merge.count, merge.steadyFor(0)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  test("lose none, and keep the order of each, whatever comes when", () => {
    const merge = new LineMerge(100);
    const taken: LogLine[] = [];
    const next = [0, 0, 0];
    for (let step = 0; step < 300; step++) {
      const source = (step * 7) % 3;
      merge.add(source, [line(source, ((next[source] as number)++ + source) % 60)]);
      taken.push(...merge.take(step * 35));
    }
    taken.push(...merge.takeAll());

    for (const source of [0, 1, 2]) {
      const own = taken.filter((one) => one.source === source);
      expect(own.map(({ text }) => text)).toEqual(
        Array.from({ length: 100 }, (_, index) => `${source} at ${(index + source) % 60}`),
      );
    }
  });
});

test("of one container alone no line waits", () => {
  const merge = new LineMerge(100);
  merge.add(0, [line(0, 1)]);

  expect(textsOf(merge.take(0))).toEqual(["0 at 1"]);
});

import { describe, expect, test } from "vitest";
import { type RowWindow, windowOf } from "../../../src/table/rowWindow.ts";

const at = (top: number, cursorLine: number): RowWindow => ({ top, cursorLine });

describe("when the cursor was moved", () => {
  test.each([
    ["within sight the window stays", at(10, 3), 12, at(10, 2)],
    ["below it follows by just so much", at(10, 4), 15, at(11, 4)],
    ["above it follows by just so much", at(10, 0), 9, at(9, 0)],
    ["to the first row it shows the first", at(50, 2), 0, at(0, 0)],
    ["to the last row it shows the last", at(0, 0), 99, at(95, 4)],
  ])("%s", (_what, previous, cursor, next) => {
    expect(windowOf(previous, { count: 100, lines: 5, cursor, wasMoved: true })).toEqual(next);
  });
});

describe("when rows moved by themselves", () => {
  test.each([
    ["the cursor stays on its line", at(10, 3), 20, at(17, 3)],
    ["a table at its top stays there while the cursor is in sight", at(0, 2), 4, at(0, 4)],
    ["a table at its top follows a cursor out of sight, which stays on its line", at(0, 2), 30, at(28, 2)],
    ["the cursor's line gives way at the top", at(10, 3), 1, at(0, 1)],
    ["the cursor's line gives way at the end", at(10, 1), 99, at(95, 4)],
  ])("%s", (_what, previous, cursor, next) => {
    expect(windowOf(previous, { count: 100, lines: 5, cursor, wasMoved: false })).toEqual(next);
  });
});

test.each([
  ["no rows", 0, 5, 0, at(0, 0)],
  ["fewer rows than lines", 3, 5, 2, at(0, 2)],
  ["fewer rows than before", 7, 5, 6, at(2, 4)],
  ["a single line", 100, 1, 42, at(42, 0)],
])("%s", (_what, count, lines, cursor, next) => {
  expect(windowOf(at(60, 3), { count, lines, cursor, wasMoved: false })).toEqual(next);
});

test("the cursor is always in sight, and no line is left empty without need", () => {
  let window = at(0, 0);
  for (let step = 0; step < 5_000; step++) {
    const count = (step * 7919) % 60;
    const lines = 1 + ((step * 104_729) % 12);
    const cursor = count === 0 ? 0 : (step * 31) % count;
    window = windowOf(window, { count, lines, cursor, wasMoved: step % 3 === 0 });
    expect(window.top).toBeLessThanOrEqual(Math.max(0, count - lines));
    expect(window.top).toBeGreaterThanOrEqual(0);
    expect(window.top + window.cursorLine).toBe(cursor);
    expect(window.cursorLine).toBeLessThan(lines);
  }
});

import { expect, test } from "vitest";
import { chosenIndex, movedBy, visibleCauses } from "../../../../src/app/triage/causeCursor.ts";
import { randomFrom } from "../../../support/randomFrom.ts";

const causes = ["a", "b", "c"];

test("the cursor is on the worst until it is moved, and stays with its cause", () => {
  const start = { cause: undefined, top: 0 };
  expect(chosenIndex(causes, start)).toBe(0);
  const moved = movedBy(causes, start, 1);
  expect(chosenIndex(["x", "b"], moved)).toBe(1);
  expect(chosenIndex(["x", "y"], moved)).toBe(0);
  expect(chosenIndex([], moved)).toBe(-1);
});

test.each([
  { step: 9, cause: "c" },
  { step: -9, cause: "a" },
])("a step of $step stops at the end", ({ step, cause }) => {
  expect(movedBy(causes, { cause: "b", top: 0 }, step).cause).toBe(cause);
});

test.each([
  { what: "all that fit", heights: [2, 3, 2, 4], top: 0, chosen: 0, lines: 8, from: 0, to: 3 },
  { what: "no half group", heights: [2, 3, 2, 4], top: 0, chosen: 0, lines: 6, from: 0, to: 2 },
  { what: "the chosen one at the end", heights: [2, 3, 2, 4], top: 0, chosen: 3, lines: 8, from: 2, to: 4 },
  { what: "what was there before", heights: [2, 3, 2, 4], top: 1, chosen: 2, lines: 8, from: 1, to: 3 },
  { what: "back up", heights: [2, 3, 2, 4], top: 2, chosen: 1, lines: 5, from: 1, to: 3 },
  { what: "one that is too large alone", heights: [9, 2], top: 0, chosen: 0, lines: 5, from: 0, to: 1 },
  { what: "nothing", heights: [], top: 0, chosen: -1, lines: 5, from: 0, to: 0 },
])("on the screen is $what", ({ heights, top, chosen, lines, from, to }) => {
  const found = visibleCauses((index) => heights[index] ?? 0, { count: heights.length, top, chosen, lines });
  expect(found).toEqual({ from, to });
});

test("the chosen one is on the screen, which is as full as it can be (seeded)", () => {
  const random = randomFrom(3);
  for (let round = 0; round < 2_000; round++) {
    const heights = Array.from({ length: 1 + Math.floor(random() * 12) }, () => 1 + Math.floor(random() * 4));
    const chosen = Math.floor(random() * heights.length);
    const lines = 5 + Math.floor(random() * 20);
    const top = Math.floor(random() * heights.length);
    const { from, to } = visibleCauses((index) => heights[index] ?? 0, { count: heights.length, top, chosen, lines });
    const used = heights.slice(from, to).reduce((sum, height) => sum + height, 0);

    expect(from <= chosen && chosen < to && used <= lines).toBe(true);
    if (to < heights.length) expect(used + (heights[to] ?? 0)).toBeGreaterThan(lines);
    else if (from > 0) expect(used + (heights[from - 1] ?? 0)).toBeGreaterThan(lines);
  }
});

import { expect, test } from "vitest";
import { grouped } from "../../../src/base/grouped.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1,000"],
  [12_400, "12,400"],
  [100_000, "100,000"],
  [1_234_567, "1,234,567"],
])("%d is written %s", (count, text) => {
  expect(grouped(count)).toBe(text);
});

import { expect, test } from "vitest";
import { quantityFrom, unitsOf } from "../../../src/resources/quantity.ts";

test.each([
  ["250m", -3, 250],
  ["4", -3, 4000],
  ["0.1", -3, 100],
  ["100u", -3, 1],
  ["-100u", -3, 0],
  ["16Gi", 0, 17_179_869_184],
  ["1.5k", 0, 1500],
  ["1500m", 0, 2],
  ["2e3", 0, 2000],
])("%s is so many units of 10^%d: %d", (text, unit, expected) => {
  const quantity = quantityFrom(text);
  expect(quantity && unitsOf(quantity, unit)).toBe(expected);
});

test.each(["", "x", "1 Gi", "1KiB", "--1"])("%j is no quantity", (text) => {
  expect(quantityFrom(text)).toBeUndefined();
});

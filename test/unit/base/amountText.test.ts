import { expect, test } from "vitest";
import { bytesText, waitText } from "../../../src/base/amountText.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [9_949, "9.9 kB"],
  [9_951, "10 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [69_840_000, "70 MB"],
  [1_200_000_000, "1.2 GB"],
  [5e15, "5000 TB"],
])("%i bytes are %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [0, "<1 ms"],
  [0.99, "<1 ms"],
  [1, "1 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [9_949, "9.9 s"],
  [9_951, "10 s"],
  [71_200, "71 s"],
])("a wait of %f ms is %s", (ms, text) => {
  expect(waitText(ms)).toBe(text);
});

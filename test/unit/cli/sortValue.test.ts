import { expect, test } from "vitest";
import { compareSortValues, sortValueOf } from "../../../src/cli/sortValue.ts";

const sorted = (values: readonly unknown[]) =>
  values.toSorted((a, b) =>
    compareSortValues(sortValueOf(a === undefined ? [] : [a]), sortValueOf(b === undefined ? [] : [b])),
  );

test.each([
  {
    what: "quantities by their amount",
    values: ["9", "10", "1k", "999", "100m", "0.5"],
    wanted: ["100m", "0.5", "9", "10", "999", "1k"],
  },
  {
    what: "binary and decimal amounts",
    values: ["1Gi", "1G", "1e9", "1073741825"],
    wanted: ["1G", "1e9", "1Gi", "1073741825"],
  },
  {
    what: "signs and fractions",
    values: ["1.5", "-2", "+1", ".25", "1n", "1u"],
    wanted: ["-2", "1n", "1u", ".25", "+1", "1.5"],
  },
  { what: "texts by their code", values: ["web-2", "web-10", "Web", "a"], wanted: ["Web", "a", "web-10", "web-2"] },
  { what: "a text that is no quantity beside one", values: ["b", "10", "9"], wanted: ["9", "10", "b"] },
  {
    what: "times",
    values: ["2026-06-15T10:30:05Z", "2025-06-15T10:30:05Z"],
    wanted: ["2025-06-15T10:30:05Z", "2026-06-15T10:30:05Z"],
  },
  { what: "numbers as numbers", values: [10, 9, 9223372036854775807n, -1], wanted: [-1, 9, 10, 9223372036854775807n] },
  { what: "false before true", values: [true, false], wanted: [false, true] },
  { what: "null before values", values: ["a", null], wanted: [null, "a"] },
])("sorted are $what", ({ values, wanted }) => {
  expect(sorted(values)).toEqual(wanted);
});

test("what lacks the field comes first", () => {
  const values = [["a"], [], [null]].map(sortValueOf).toSorted(compareSortValues);
  expect(values.map(({ kind }) => kind)).toEqual(["missing", "null", "text"]);
});

test("only the first value that was found counts", () => {
  expect(sortValueOf(["a", "b"])).toMatchObject({ kind: "text", value: "a" });
});

test.each([[{}], [[1]]])("%j has no order", (value) => {
  expect(sortValueOf([value])).toEqual({ kind: "whole" });
});

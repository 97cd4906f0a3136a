import { expect, test } from "vitest";
import { goJson } from "../../../src/base/goJson.ts";

const value = {
  "b<": ["&", "\u2028\u0001\b", "é😀"],
  a: { c: 9223372036854775807n, aa: 1.5, empty: {}, none: null, list: [] },
};

test("JSON has kubectl's order, indentation and escapes", () => {
  expect(goJson(value)).toBe(`{
    "a": {
        "aa": 1.5,
        "c": 9223372036854775807,
        "empty": {},
        "list": [],
        "none": null
    },
    "b\\u003c": [
        "\\u0026",
        "\\u2028\\u0001\\b",
        "é😀"
    ]
}`);
});

test("without indentation it is one line", () => {
  expect(goJson(value, "")).toBe(
    '{"a":{"aa":1.5,"c":9223372036854775807,"empty":{},"list":[],"none":null},"b\\u003c":["\\u0026","\\u2028\\u0001\\b","é😀"]}',
  );
});

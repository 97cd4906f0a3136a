import { expect, test } from "vitest";
import { jsonMistakeIn } from "../../../src/file/jsonMistake.ts";

test.each([
  ['{"a": [1, -2.5e3, true, null, "\\u00e9\\""]} ', undefined],
  ["", { offset: 0, expected: "a value" }],
  ['{"a"', { offset: 4, expected: ":" }],
  ['{"a":1', { offset: 6, expected: ", or }" }],
  ['{"a":1 "b":2}', { offset: 7, expected: ", or }" }],
  ["{a:1}", { offset: 1, expected: "a name in quotes" }],
  ['{"a":1,}', { offset: 7, expected: "a name in quotes" }],
  ["[1,]", { offset: 3, expected: "a value" }],
  ["[1 2]", { offset: 3, expected: ", or ]" }],
  ['["a\nb"]', { offset: 1, expected: "a value" }],
  ["1 2", { offset: 2, expected: "nothing more" }],
])("in %j the mistake is %j", (json, mistake) => {
  expect(jsonMistakeIn(json)).toEqual(mistake);
});

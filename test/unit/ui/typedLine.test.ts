import { expect, test } from "vitest";
import type { Line } from "../../../src/ui/spans.ts";
import { type TypedText, typedLine } from "../../../src/ui/typedLine.ts";

/** The cursor in square brackets. */
function shown(typed: TypedText, columns: number): string {
  return marked(typedLine(typed, columns));
}

const marked = (line: Line) => line.map(({ text, look }) => (look.inverse === true ? `[${text}]` : text)).join("");

test.each<[string, TypedText, number, string]>([
  ["an empty line has a cursor", { text: "", cursor: 0 }, 10, "[ ]"],
  ["the cursor stands behind the text", { text: "web", cursor: 3 }, 10, "web[ ]"],
  ["the cursor stands on a letter", { text: "web", cursor: 1 }, 10, "w[e]b"],
  ["the cursor stands on a whole emoji", { text: "a👩‍👩‍👧b", cursor: 1 }, 10, "a[👩‍👩‍👧]b"],
  [
    "a completion follows, its first letter under the cursor",
    { text: "ns sh", cursor: 5, completion: "op" },
    20,
    "ns sh[o]p",
  ],
  ["a text that just fits is not scrolled", { text: "123456789", cursor: 9 }, 10, "123456789[ ]"],
  ["a longer text is scrolled to its cursor", { text: "0123456789", cursor: 10 }, 10, "…23456789[ ]"],
  ["wide letters are scrolled as a whole", { text: "日本語日本語", cursor: 6 }, 10, "…語日本語[ ]"],
  ["a cursor at the start shows the start", { text: "0123456789", cursor: 0 }, 5, "[0]123456789"],
  ["hardly any room still has the cursor", { text: "web", cursor: 3 }, 1, "…[ ]"],
])("%s", (_what, typed, columns, text) => {
  expect(shown(typed, columns)).toBe(text);
});

test("exactly what does not parse is underlined", () => {
  const line = typedLine({ text: "api age<x b", cursor: 11, errors: [{ start: 4, end: 9 }] }, 40);

  const wrong = line.filter(({ look }) => look.underline === true).map(({ text }) => text);
  expect(wrong.join("")).toBe("age<x");
});

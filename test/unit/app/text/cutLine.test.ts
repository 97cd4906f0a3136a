import { describe, expect, test } from "vitest";
import { rowsOf, withMarks, withoutHead } from "../../../../src/app/text/cutLine.ts";
import { plainOf } from "../../../../src/app/text/textLines.ts";
import { styled } from "../../../../src/table/look.ts";

const red = { tone: "bad" } as const;
/** `ab` plain, `cde` red. */
const line = [styled("ab"), styled("cde", red)];

test.each([
  { columns: 0, rest: [styled("ab"), styled("cde", red)] },
  { columns: 1, rest: [styled("b"), styled("cde", red)] },
  { columns: 2, rest: [styled("cde", red)] },
  { columns: 4, rest: [styled("e", red)] },
  { columns: 5, rest: [] },
  { columns: 99, rest: [] },
])("without its first $columns columns a line keeps its looks", ({ columns, rest }) => {
  expect(withoutHead(line, columns)).toEqual(rest);
});

test("a wide letter that is cut in two leaves a space", () => {
  expect(plainOf(withoutHead([styled("日本x")], 1))).toBe(" 本x");
});

describe("wrapped", () => {
  test.each([
    { text: "", columns: 4, rows: [""] },
    { text: "abcd", columns: 4, rows: ["abcd"] },
    { text: "abcde", columns: 4, rows: ["abcd", "e"] },
    { text: "日本語", columns: 3, rows: ["日", "本", "語"] },
    { text: "日", columns: 1, rows: [""] },
    { text: "one two three", columns: 9, rows: ["one two ", "three"] },
    { text: "one two three", columns: 7, rows: ["one two", " three"] },
    { text: "a bcdefghijkl", columns: 6, rows: ["a bcde", "fghijk", "l"] },
  ])("$text at $columns columns is $rows", ({ text, columns, rows }) => {
    expect(rowsOf([styled(text)], columns).map(plainOf)).toEqual(rows);
  });

  test("a row holds the pieces of several looks", () => {
    expect(rowsOf(line, 3)).toEqual([[styled("ab"), styled("c", red)], [styled("de", red)]]);
  });
});

test("what was found is turned round across pieces, and nothing else changes", () => {
  const marked = withMarks(line, [
    { start: 1, end: 3 },
    { start: 4, end: 5 },
  ]);

  expect(plainOf(marked)).toBe("abcde");
  expect(marked.filter(({ look }) => look.inverse).map(({ text }) => text)).toEqual(["b", "c", "e"]);
  expect(marked.find(({ text }) => text === "d")?.look).toEqual(red);
});

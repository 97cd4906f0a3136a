import { expect, test } from "vitest";
import { TextTable } from "../../../src/cli/textTable.ts";

test.each([
  {
    what: "pads every column but the last to its longest cell and three more",
    rows: [
      ["NAME", "AGE"],
      ["web-1234", "5m"],
    ],
    lines: ["NAME       AGE", "web-1234   5m"],
  },
  {
    what: "makes no column narrower than six",
    rows: [
      ["A", "B"],
      ["1", "2"],
    ],
    lines: ["A     B", "1     2"],
  },
  {
    what: "counts code points",
    rows: [
      ["日本語語", "x"],
      ["a", "y"],
    ],
    lines: ["日本語語   x", "a      y"],
  },
  { what: "cuts at a line break", rows: [["two\nlines", "x"]], lines: ["two...   x"] },
  { what: "shows ESC", rows: [["a\u001b[31m", "x"]], lines: ["a^[[31m   x"] },
])("$what", ({ rows, lines }) => {
  expect(new TextTable().lines(rows)).toEqual(lines);
});

test("columns of later lines are never narrower than those before, and may be wider", () => {
  const table = new TextTable();
  expect(table.lines([["web-1234", "x"]])).toEqual(["web-1234   x"]);
  expect(table.lines([["a", "x"]])).toEqual(["a          x"]);
  expect(table.lines([["web-12345678", "x"]])).toEqual(["web-12345678   x"]);
  expect(table.lines([["a", "x"]])).toEqual(["a              x"]);
});

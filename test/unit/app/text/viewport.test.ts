import { describe, expect, test } from "vitest";
import { plainOf, type TextLines, textLines } from "../../../../src/app/text/textLines.ts";
import { atEnd, atStart, scrolled, showing, visibleRows, within } from "../../../../src/app/text/viewport.ts";
import { styled } from "../../../../src/table/look.ts";

const room = { columns: 4, lines: 3 };
const text = (...lines: readonly string[]): TextLines => textLines(lines.map((line) => [styled(line)]));
const ten = text(..."0123456789");
/** Rows when wrapped: abcd efgh i, j, klmn o. */
const long = text("abcdefghi", "j", "klmno");
const wrapped = { ...atStart, wraps: true };
const shown = (lines: TextLines, view: typeof atStart) =>
  visibleRows(lines, view, room).map((row) => plainOf(row.text));

describe("unwrapped", () => {
  test.each([
    { by: 0, rows: ["0", "1", "2"] },
    { by: 1, rows: ["1", "2", "3"] },
    { by: 7, rows: ["7", "8", "9"] },
    { by: 8, rows: ["7", "8", "9"] },
    { by: -1, rows: ["0", "1", "2"] },
  ])("scrolled by $by it shows $rows", ({ by, rows }) => {
    expect(shown(ten, scrolled(ten, atStart, by, room))).toEqual(rows);
  });

  test("the end is the last rows, and of a short text all", () => {
    expect(shown(ten, atEnd(ten, atStart, room))).toEqual(["7", "8", "9"]);
    expect(shown(text("a"), atEnd(text("a"), atStart, room))).toEqual(["a"]);
    expect(shown(text(), atEnd(text(), atStart, room))).toEqual([]);
  });

  test("columns to the left are scrolled away", () => {
    expect(shown(long, { ...atStart, left: 3 })).toEqual(["defghi", "", "no"]);
  });
});

describe("wrapped", () => {
  test.each([
    { by: 0, rows: ["abcd", "efgh", "i"] },
    { by: 1, rows: ["efgh", "i", "j"] },
    { by: 3, rows: ["j", "klmn", "o"] },
    { by: 9, rows: ["j", "klmn", "o"] },
  ])("scrolled by $by rows it shows $rows", ({ by, rows }) => {
    expect(shown(long, scrolled(long, wrapped, by, room))).toEqual(rows);
  });

  test("up again is the inverse", () => {
    for (let by = 1; by <= 3; by++) {
      const down = scrolled(long, wrapped, by, room);
      expect(scrolled(long, down, -by, room)).toEqual(wrapped);
    }
  });
});

test("lines that fell out of the front move the view to what is left", () => {
  const later: TextLines = { ...ten, first: 5 };

  expect(shown(later, within(later, { ...atStart, top: 3 }, room))).toEqual(["5", "6", "7"]);
});

test("a text that became shorter shows its end", () => {
  expect(shown(text("a", "b"), within(text("a", "b"), { ...atStart, top: 9 }, room))).toEqual(["a", "b"]);
});

test.each([
  { line: 2, rows: ["0", "1", "2"] },
  { line: 5, rows: ["4", "5", "6"] },
  { line: 9, rows: ["7", "8", "9"] },
])("showing line $line moves only when it must", ({ line, rows }) => {
  expect(shown(ten, showing(ten, atStart, line, room))).toEqual(rows);
});

test("asks for no line that is not on the screen", () => {
  const asked: number[] = [];
  const endless: TextLines = {
    first: 0,
    end: 100_000,
    plain: () => "",
    styled: (line) => {
      asked.push(line);
      return [styled(String(line))];
    },
  };
  visibleRows(endless, { ...atStart, top: 50_000 }, room);

  expect(asked).toEqual([50_000, 50_001, 50_002]);
});

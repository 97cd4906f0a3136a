import { describe, expect, test } from "vitest";
import { widthOf } from "../../../src/table/textWidth.ts";
import {
  betweenEdges,
  fitSpans,
  joinWhileFitting,
  type Line,
  paintLine,
  span,
  spansWidth,
} from "../../../src/ui/spans.ts";
import { themeFor } from "../../../src/ui/theme.ts";

const textOf = (line: Line) => line.map(({ text }) => text).join("");

test("no control character of a name or an error gets further than a span", () => {
  expect(span("prod\u001b[2J\u202e\n1").text).toBe("prod[2J 1");
});

describe("a line that is fitted", () => {
  const line = [span("one", { bold: true }), span(" two"), span(" 日本")];

  test.each([
    [13, "one two 日本"],
    [12, "one two 日本"],
    [11, "one two 日…"],
    [10, "one two …"],
    [9, "one two …"],
    [8, "one two…"],
    [7, "one tw…"],
    [4, "one…"],
    [3, "on…"],
    [1, "…"],
    [0, ""],
  ])("to %i columns is %j", (columns, text) => {
    expect(textOf(fitSpans(line, columns))).toBe(text);
  });

  test("keeps the looks of what is left", () => {
    expect(fitSpans(line, 6)).toEqual([span("one", { bold: true }), span(" t…")]);
  });
});

describe("left and right", () => {
  test.each([
    [12, "left   right"],
    [11, "left  right"],
    [10, "le…  right"],
    [8, "…  right"],
    [7, "  right"],
    [5, "right"],
    [4, "rig…"],
    [0, ""],
  ])("in %i columns are %j", (columns, text) => {
    expect(textOf(betweenEdges([span("left")], [span("right")], columns))).toBe(text);
  });

  test("an empty right leaves the line to the left", () => {
    expect(textOf(betweenEdges([span("left")], [], 4))).toBe("left");
  });
});

test("as many groups are joined as fit, the first ones first", () => {
  const groups = [[span("one")], [], [span("two"), span("2")], [span("x")]];

  expect(textOf(joinWhileFitting(groups, " · ", 99))).toBe("one · two2 · x");
  expect(textOf(joinWhileFitting(groups, " · ", 13))).toBe("one · two2");
  // What is less important does not take the place of what did not fit.
  expect(textOf(joinWhileFitting(groups, " · ", 9))).toBe("one");
  expect(textOf(joinWhileFitting(groups, " · ", 2))).toBe("");
});

test("a painted line is never wider than its columns", () => {
  const line = [span("one", { bold: true }), span("日本語", { tone: "bad" }), span("e\u0301\u0301x"), span("👩‍👩‍👧")];
  for (let columns = 0; columns < 20; columns++) {
    const fitted = fitSpans(line, columns);
    expect(spansWidth(fitted)).toBeLessThanOrEqual(columns);
    const painted = paintLine(line, columns, themeFor({ NO_COLOR: "1" }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the looks are taken off again
    expect(widthOf(painted.replaceAll(/\u001b\[\d+m/g, ""))).toBe(spansWidth(fitted));
  }
});

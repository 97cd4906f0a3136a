import { describe, expect, test } from "vitest";
import type { FrameCell, FrameLine } from "../../../src/table/tableFrame.ts";
import { type Line, span } from "../../../src/ui/spans.ts";
import { type Dimmed, rowLine, titleLine } from "../../../src/ui/tableLine.ts";

const cell = (text: string, change: Partial<FrameCell> = {}): FrameCell => ({
  text,
  tone: "normal",
  changed: false,
  ...change,
});
const line = (change: Partial<FrameLine> = {}): FrameLine => ({
  key: "a",
  uid: "a",
  sign: "none",
  isMarked: false,
  selected: false,
  cells: [cell("web-1"), cell("Running ", { tone: "good" })],
  ...change,
});
const textOf = (spans: Line) => spans.map(({ text }) => text).join("");
const row = (change: Partial<FrameLine> = {}, dimmed: Dimmed = "nothing", isParkedHere = false) =>
  rowLine(line(change), dimmed, isParkedHere);

test.each<[string, Partial<FrameLine>, boolean, string]>([
  ["a plain row", {}, false, "  web-1  Running "],
  ["the selected row", { selected: true }, false, "› web-1  Running "],
  ["a new row", { sign: "new" }, false, "+ web-1  Running "],
  ["a changed row", { sign: "changed" }, false, "~ web-1  Running "],
  ["a row that is gone", { sign: "gone" }, false, "- web-1  Running "],
  ["a marked row", { isMarked: true }, false, " *web-1  Running "],
  ["a marked row that is selected", { isMarked: true, selected: true }, false, "›*web-1  Running "],
  ["a marked row that is gone", { isMarked: true, sign: "gone" }, false, "-*web-1  Running "],
  ["a new row that is selected", { sign: "new", selected: true }, false, "+ web-1  Running "],
  ["the row behind a parked cursor", {}, true, "› web-1  Running "],
])("%s has its sign, so that it needs no colour", (_what, change, isParkedHere, text) => {
  expect(textOf(row(change, "nothing", isParkedHere))).toBe(text);
});

test("every row is as long as the titles", () => {
  const titles = titleLine([
    { id: "name", title: "NAME ", width: 5, sorted: undefined },
    { id: "status", title: "STATUS↑ ", width: 8, sorted: "ascending" },
  ]);

  expect(titles.map(({ text, look }) => [text, look])).toEqual([
    ["  ", {}],
    ["NAME ", { dim: true }],
    ["  ", {}],
    ["STATUS↑ ", { bold: true }],
  ]);
  expect(textOf(titles)).toHaveLength(textOf(row()).length);
});

describe("looks", () => {
  test("only trouble has a colour", () => {
    const cells = [
      cell("a"),
      cell("b", { tone: "good" }),
      cell("c", { tone: "warning" }),
      cell("d", { tone: "muted" }),
    ];

    expect(row({ cells }).filter(({ text }) => text.trim() !== "")).toEqual([
      span("a"),
      span("b"),
      span("c", { tone: "warning" }),
      span("d", { tone: "muted" }),
    ]);
  });

  test("the selected row is inverse from end to end, and not dim", () => {
    const spans = row({ selected: true, cells: [cell("a", { tone: "muted" }), cell("b", { tone: "bad" })] });

    expect(spans.every(({ look }) => look.inverse === true && look.dim === false)).toBe(true);
  });

  test("a marked row is bold from end to end, with the colours of its cells", () => {
    const spans = row({ isMarked: true, cells: [cell("a"), cell("b", { tone: "bad" })] });

    expect(spans.every(({ look }) => look.bold === true)).toBe(true);
    expect(spans.at(-1)).toEqual(span("b", { tone: "bad", bold: true }));
  });

  test("what just changed is underlined, its words only", () => {
    const spans = row({ sign: "changed", cells: [cell("  12 ", { changed: true, tone: "bad" })] });

    expect(spans.slice(1)).toEqual([
      span("  ", { tone: "bad" }),
      span("12", { tone: "bad", underline: true, bold: true }),
      span(" ", { tone: "bad" }),
    ]);
  });

  test.each<[string, Partial<FrameLine>, Dimmed]>([
    ["rows that may be old", { sign: "changed" }, "all"],
    ["a row that is gone", { sign: "gone" }, "nothing"],
    ["a marked row that may be old", { isMarked: true }, "all"],
  ])("%s are dim as a whole, without colour", (_what, change, dimmed) => {
    const cells = [cell("a", { tone: "bad", changed: true }), cell("b")];
    const spans = row({ ...change, cells }, dimmed).filter(({ text }) => text.trim() !== "");

    expect(spans.every(({ look }) => look.dim === true && look.tone === undefined)).toBe(true);
  });

  test.each<[string, Partial<FrameLine>, readonly string[]]>([
    ["is dim where nothing happened", {}, ["a", "b"]],
    ["stands out where a cell changed", { sign: "changed" }, ["b"]],
    ["stands out as a whole where it is new", { sign: "new" }, []],
    ["is dim where it is gone", { sign: "gone" }, ["- ", "a", "b"]],
  ])("a row of a moment before %s", (_what, change, dim) => {
    const cells = [cell("a", { changed: change.sign === "changed" }), cell("b")];
    const dimmed = row({ ...change, cells }, "rest").filter(({ look }) => look.dim === true);

    expect(dimmed.map(({ text }) => text).filter((text) => text !== "")).toEqual(dim);
  });

  test("the sign of a parked cursor stands out in a table that may be old too", () => {
    expect(row({}, "all", true)[0]).toEqual(span("› ", { tone: "warning", bold: true }));
  });
});

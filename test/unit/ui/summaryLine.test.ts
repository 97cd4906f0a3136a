import { expect, test } from "vitest";
import type { SummaryItem } from "../../../src/app/dashboardView.ts";
import type { FrameLine, TableFrame } from "../../../src/table/tableFrame.ts";
import { type Line, spansWidth } from "../../../src/ui/spans.ts";
import { summaryLine } from "../../../src/ui/summaryLine.ts";

const summary: readonly SummaryItem[] = [
  { label: "CrashLoopBackOff", count: 3, tone: "bad", key: "F2" },
  { label: "Pending", count: 12, tone: "busy", key: "F3" },
  { label: "Running", count: 100_000, tone: "good", key: "F4" },
  { label: "Completed", count: 1, tone: "muted", key: undefined },
];
const line: FrameLine = { key: "a", uid: "a", sign: "none", isMarked: false, selected: false, cells: [] };
const frame = (change: Partial<TableFrame> = {}): TableFrame => ({
  columns: [],
  lines: [line, line],
  top: 0,
  shown: 100_016,
  total: 100_016,
  folded: 0,
  parked: false,
  ...change,
});
const textOf = (spans: Line) => spans.map(({ text }) => text).join("");

test.each([
  [102, true],
  [80, false],
])("in %i columns the counts come with their keys: %j", (columns, hasKeys) => {
  const text = textOf(summaryLine(summary, frame(), columns));

  expect(text.includes("F2 CrashLoopBackOff 3  F3 Pending 12  F4 Running 100,000  Completed 1")).toBe(hasKeys);
  expect(text.includes("F2")).toBe(hasKeys);
  expect(text).toContain("CrashLoopBackOff 3");
});

test.each([
  [76, "CrashLoopBackOff 3  Pending 12  Running 100,000  Completed 1  1–2 of 100,016"],
  [70, "CrashLoopBackOff 3  Pending 12  +2 more                 1–2 of 100,016"],
  [43, "CrashLoopBackOff 3  +3 more  1–2 of 100,016"],
  [30, "                1–2 of 100,016"],
])("in %i columns it is %j", (columns, text) => {
  expect(textOf(summaryLine(summary, frame(), columns))).toBe(text);
});

test.each<[string, Partial<TableFrame>, string]>([
  ["a part of all", { top: 40 }, "41–42 of 100,016"],
  ["a part of what passes the filter", { top: 4, shown: 12 }, "5–6 of 12 of 100,016"],
  ["all that passes the filter", { shown: 2 }, "2 of 100,016"],
  ["nothing that passes the filter", { shown: 0, lines: [] }, "0 of 100,016"],
  ["all there is", { shown: 2, total: 2 }, "2"],
  ["nothing at all", { shown: 0, total: 0, lines: [] }, ""],
  ["a parked cursor", { shown: 2, total: 2, parked: true }, "parked  2"],
])("of %s the place is said", (_what, change, text) => {
  expect(textOf(summaryLine([], frame(change), 40)).trimStart()).toBe(text);
});

test("it is never wider than it may be", () => {
  for (let columns = 1; columns < 130; columns++) {
    expect(spansWidth(summaryLine(summary, frame({ parked: true }), columns))).toBeLessThanOrEqual(columns);
  }
});

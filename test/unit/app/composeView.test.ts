import { describe, expect, test } from "vitest";
import { keepParts, tableLinesOf } from "../../../src/app/composeView.ts";
import type { DashboardView } from "../../../src/app/dashboardView.ts";

const viewOf = (change: Partial<DashboardView> = {}): DashboardView => ({
  columns: 80,
  lines: 24,
  tooSmall: undefined,
  mouse: false,
  header: {
    mark: "",
    context: "prod",
    cluster: "",
    user: "",
    namespace: "shop",
    server: "",
    version: "",
    state: { text: "live", tone: "good" },
    detail: "",
    badges: [{ text: "paused", tone: "warning" }],
  },
  table,
  tableLines: 19,
  folded: undefined,
  stale: false,
  past: false,
  message: { title: "No pods", tone: "normal", sentences: ["n: another namespace"], commands: [] },
  summary: [{ label: "Running", count: 1, tone: "good", key: "F2" }],
  prompt: { label: "/", text: "a", cursor: 1, errors: [], completion: "", hint: "" },
  overlay: { kind: "help", groups: [], top: 0 },
  text: undefined,
  triage: undefined,
  notice: { text: "x", tone: "warning" },
  footer: [{ keys: "q", title: "quit" }],
  ...change,
});
const table: DashboardView["table"] = { columns: [], lines: [], top: 0, shown: 0, total: 0, folded: 0, parked: false };

const text: DashboardView["text"] = {
  kind: "YAML",
  subject: "shop/web-1",
  state: { text: "live", tone: "good", detail: "", isStale: false },
  rows: [],
  facts: [],
  position: "",
};

describe("a view that is made anew", () => {
  test("is the one before when nothing in it changed", () => {
    const before = viewOf();

    expect(keepParts(before, viewOf())).toBe(before);
  });

  test.each([
    { part: "columns", change: { columns: 81 } },
    { part: "lines", change: { lines: 25 } },
    { part: "tooSmall", change: { tooSmall: "x" } },
    { part: "mouse", change: { mouse: true } },
    { part: "header", change: { header: { ...viewOf().header, badges: [] } } },
    { part: "table", change: { table: { ...table } } },
    { part: "tableLines", change: { tableLines: 20 } },
    { part: "stale", change: { stale: true } },
    { part: "past", change: { past: true } },
    { part: "message", change: { message: undefined } },
    { part: "summary", change: { summary: [] } },
    { part: "prompt", change: { prompt: undefined } },
    { part: "overlay", change: { overlay: { kind: "help", groups: [], top: 1 } } },
    { part: "text", change: { text } },
    { part: "notice", change: { notice: { text: "y", tone: "warning" } } },
    { part: "footer", change: { footer: [] } },
  ] satisfies readonly { part: keyof DashboardView; change: Partial<DashboardView> }[])(
    "shares all but $part when that changed",
    ({ part, change }) => {
      const before = viewOf();
      const after = keepParts(before, viewOf(change));
      const changed = (Object.keys(after) as (keyof DashboardView)[]).filter((name) => after[name] !== before[name]);

      expect(changed).toEqual([part]);
    },
  );
});

test.each([
  { lines: 24, tableLines: 19 },
  { lines: 6, tableLines: 1 },
  { lines: 1, tableLines: 1 },
])("of $lines lines the table gets $tableLines", ({ lines, tableLines }) => {
  expect(tableLinesOf(lines)).toBe(tableLines);
});

import { expect, test } from "vitest";
import type { PickerItem } from "../../../src/app/dashboardView.ts";
import { type PickerView, pickerLines } from "../../../src/ui/pickerLines.ts";
import { type Line, spansWidth } from "../../../src/ui/spans.ts";

const item = (text: string, change: Partial<PickerItem> = {}): PickerItem => ({
  text,
  detail: "",
  current: false,
  recent: false,
  matched: [],
  ...change,
});
const picker: PickerView = {
  kind: "picker",
  title: "Namespace",
  isWide: false,
  text: "sh",
  cursor: 2,
  items: [item("shop", { current: true, detail: "12 pods" }), item("shop-staging", { recent: true })],
  selected: 1,
  total: 2,
  hint: "Enter chooses, Esc leaves",
};
const textOf = (line: Line) => line.map(({ text }) => text).join("");

test("is a framed list with what was typed above it", () => {
  expect(pickerLines(picker, 40).map(textOf)).toEqual([
    "╭─ Namespace ──────────────────────────╮",
    "│ › sh                                 │",
    "│   shop             12 pods · current │",
    "│ › shop-staging                recent │",
    "╰─ Enter chooses, Esc leaves ──────────╯",
  ]);
});

test("says how many of all are shown, and when nothing matches", () => {
  expect(
    pickerLines({ ...picker, total: 99 }, 40)
      .map(textOf)
      .at(-1),
  ).toBe("╰─ Enter chooses, Esc leav… ─ 2 of 99 ─╯");
  expect(pickerLines({ ...picker, items: [], selected: -1, total: 0 }, 40).map(textOf)[2]).toBe(
    "│ nothing matches                      │",
  );
});

test("the selected line is inverse from border to border", () => {
  const [, , , selected] = pickerLines(picker, 40);
  const inside = selected?.slice(1, -1) ?? [];

  expect(inside.filter(({ look }) => look.inverse !== true).every(({ text }) => text === "")).toBe(true);
  expect(spansWidth(inside)).toBe(36);
});

test("the letters that were found are underlined", () => {
  const found = { ...picker, items: [item("kube-system", { matched: [0, 5, 6] })], selected: 0 };
  const underlined = pickerLines(found, 40)[2]?.filter(({ look }) => look.underline === true);

  expect(underlined?.map(({ text }) => text)).toEqual(["k", "sy"]);
});

test("every line is exactly as wide as the frame, whatever it holds", () => {
  const items = [
    item("日本語".repeat(20), { detail: "x".repeat(70) }),
    item("\u001b[2Jname", { matched: [0, 1] }),
    item(""),
  ];
  for (let columns = 14; columns < 100; columns++) {
    const lines = pickerLines(
      { ...picker, title: "T".repeat(30), text: "日本".repeat(30), cursor: 60, items, total: 1_000 },
      columns,
    );
    expect(lines.map(spansWidth)).toEqual(lines.map(() => columns));
  }
});

import { expect, test } from "vitest";
import type { QuestionView } from "../../../src/app/dashboardView.ts";
import { widthOf } from "../../../src/table/textWidth.ts";
import { questionLines } from "../../../src/ui/questionLines.ts";

const question: QuestionView = {
  title: "Delete a pod?",
  tone: "warning",
  facts: [
    { name: "Pod", text: `web-${"x".repeat(60)}`, tone: "normal" },
    { name: "Namespace", text: "shop", tone: "normal" },
  ],
  answers: [
    { keys: "y", title: "delete it", tone: "normal" },
    { keys: "n Esc", title: "leave it", tone: "normal" },
  ],
};

const drawn = (columns: number, lines: number) =>
  questionLines(question, columns, lines).map((line) => line.map(({ text }) => text).join(""));

test("facts and answers stand in a frame, long ones in several lines", () => {
  expect(drawn(60, 20)).toEqual([
    "╭─ Delete a pod? ──────────────────────────────────────────╮",
    `│ Pod        web-${"x".repeat(41)} │`,
    `│            ${"x".repeat(19)}                           │`,
    "│ Namespace  shop                                          │",
    "│                                                          │",
    "│ y      delete it                                         │",
    "│ n Esc  leave it                                          │",
    "╰──────────────────────────────────────────────────────────╯",
  ]);
});

test.each([
  { lines: 7, first: "╭─", last: "╰─", count: 7 },
  { lines: 4, first: "Pod", last: "y ", count: 4 },
  { lines: 3, first: "Pod", last: "Namespace", count: 3 },
])("of $lines lines what it is about gets the first", ({ lines, first, last, count }) => {
  const all = drawn(60, lines);

  expect(all).toHaveLength(count);
  expect(all[0]?.trimStart()).toMatch(new RegExp(`^${first}`));
  expect(all.at(-1)?.trimStart()).toMatch(new RegExp(`^${last}`));
  for (const line of all) expect(widthOf(line)).toBe(60);
});

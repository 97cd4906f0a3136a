import { expect, test } from "vitest";
import type { PromptView } from "../../../src/app/dashboardView.ts";
import { promptLine } from "../../../src/ui/promptLine.ts";
import { type Line, spansWidth } from "../../../src/ui/spans.ts";

const prompt = (change: Partial<PromptView>): PromptView => ({
  label: "/",
  text: "",
  cursor: change.text?.length ?? 0,
  errors: [],
  completion: "",
  hint: "",
  ...change,
});
const textOf = (line: Line) => line.map(({ text }) => text).join("");

test.each<[string, Partial<PromptView>, number, string]>([
  ["what is typed", { text: "web" }, 30, "/ web "],
  ["the hint while nothing is typed", { hint: "words, !word" }, 30, "/                 words, !word"],
  ["a hint that is too long is cut", { hint: "words, !word, /regex/" }, 20, "/    words, !word, …"],
  ["no hint where there is hardly room", { hint: "words, !word" }, 12, "/  "],
  ["a completion", { text: "ns sh", completion: "op" }, 30, "/ ns shop"],
])("%s", (_what, change, columns, text) => {
  expect(textOf(promptLine(prompt(change), columns))).toBe(text);
});

test("of several reasons the one at the cursor is said, else the first", () => {
  const errors = [
    { start: 0, end: 3, reason: "first reason" },
    { start: 4, end: 7, reason: "second reason" },
  ];
  const at = (cursor: number) => textOf(promptLine(prompt({ text: "a=b c=d e", cursor, errors }), 60));

  expect(at(6)).toMatch(/second reason$/);
  expect(at(2)).toMatch(/first reason$/);
  expect(at(9)).toMatch(/first reason$/);
});

test("the reason stands beside the text, which stays whole while it takes less than half", () => {
  const errors = [{ start: 4, end: 12, reason: "age takes a duration such as 30s, 5m, 2h or 3d4h" }];

  expect(textOf(promptLine(prompt({ text: "api age<soon", errors }), 58))).toMatch(
    /^\/ api age<soon {3}age takes a dur.*…$/,
  );
});

test("the cursor is in sight in every width, and the line no wider", () => {
  const errors = [{ start: 0, end: 3, reason: "a reason that is long enough to be in the way" }];
  for (const cursor of [0, 5, 40, 60]) {
    for (let columns = 6; columns < 120; columns++) {
      const line = promptLine(prompt({ text: "word ".repeat(12), cursor, errors }), columns);
      expect(spansWidth(line)).toBeLessThanOrEqual(columns);
      expect([cursor, columns, line.some(({ look }) => look.inverse === true)]).toEqual([cursor, columns, true]);
    }
  }
});

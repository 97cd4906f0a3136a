import { expect, test } from "vitest";
import type { MessageView } from "../../../src/app/dashboardView.ts";
import { messageLines } from "../../../src/ui/messageLines.ts";
import { spansWidth } from "../../../src/ui/spans.ts";

const forbidden: MessageView = {
  title: "You may not list pods here",
  tone: "bad",
  sentences: [
    "pods is forbidden: you cannot list pods.",
    "Another namespace may do.",
    "r: try again   n: another namespace",
  ],
  commands: ["kubectl auth can-i list pods -n shop"],
};

function textsOf(message: MessageView, columns: number, lines: number): readonly string[] {
  return messageLines(message, columns, lines).map((line) => line.map(({ text }) => text).join(""));
}

test("has room around its title and its command where there is room", () => {
  expect(textsOf(forbidden, 60, 20)).toEqual([
    "",
    "You may not list pods here",
    "",
    "pods is forbidden: you cannot list pods.",
    "Another namespace may do.",
    "r: try again   n: another namespace",
    "",
    "$ kubectl auth can-i list pods -n shop",
  ]);
});

test.each([
  [
    5,
    [
      "You may not list pods here",
      "pods is forbidden: you cannot list pods.",
      "Another namespace may do.",
      "r: try again   n: another namespace",
      "$ kubectl auth can-i list pods -n shop",
    ],
  ],
  [
    4,
    [
      "You may not list pods here",
      "pods is forbidden: you cannot list pods. …",
      "r: try again   n: another namespace",
      "$ kubectl auth can-i list pods -n shop",
    ],
  ],
  [
    3,
    ["You may not list pods here", "pods is forbidden: you cannot list pods. …", "r: try again   n: another namespace"],
  ],
  [1, ["You may not list pods here …"]],
])("in %i lines the way out stays, and what is missing is shown", (lines, texts) => {
  expect(textsOf(forbidden, 60, lines)).toEqual(texts);
});

test("keys are never torn from what they do", () => {
  const message = { ...forbidden, sentences: ["r: try again   n: another namespace   q: quit"], commands: [] };

  expect(textsOf(message, 30, 9).slice(3)).toEqual(["r: try again", "n: another namespace   q: quit"]);
  expect(textsOf(message, 12, 9)).toEqual(
    expect.arrayContaining(["r: try again", "n: another", "namespace", "q: quit"]),
  );
});

test("lines are not longer than one can read, a command is not broken", () => {
  const command = `kubectl ${"x".repeat(200)}`;
  const message = { ...forbidden, sentences: ["word ".repeat(60).trim()], commands: [command] };
  const lines = messageLines(message, 200, 30);

  expect(Math.max(...lines.slice(0, -1).map(spansWidth))).toBeLessThanOrEqual(76);
  expect(lines.at(-1)?.at(-1)?.text).toBe(command);
});

import { describe, expect, test } from "vitest";
import { logFilterOf } from "../../../../src/app/logs/logPrompts.ts";
import { LogBuffer, LogText, mostLines } from "../../../../src/app/logs/logText.ts";
import { plainOf, type TextLines } from "../../../../src/app/text/textLines.ts";
import type { LogLine } from "../../../../src/resources/logs/logLine.ts";
import { styled } from "../../../../src/table/look.ts";

const line = (text: string, change: Partial<LogLine> = {}): LogLine => ({
  source: 0,
  time: "2026-01-05T10:00:00.5",
  text,
  ...change,
});
const look = { showsTimes: false, readsJson: true, prefixes: [] };
const shown = (text: TextLines) =>
  Array.from({ length: text.end - text.first }, (_, index) => text.plain(text.first + index));

function numbered(from: number, count: number): LogLine[] {
  return Array.from({ length: count }, (_, index) => line(`n${from + index}`));
}

test.each([
  { look, plain: ["plain", "INFO  json", "── note ──", "red"] },
  { look: { ...look, readsJson: false }, plain: ["plain", '{"level":"info","msg":"json"}', "── note ──", "red"] },
  {
    look: { showsTimes: true, readsJson: true, prefixes: [[styled("main ")]] },
    plain: [
      "main 2026-01-05T10:00:00.500Z plain",
      "main 2026-01-05T10:00:00.500Z INFO  json",
      "main ── note ──",
      "main 2026-01-05T10:00:00.500Z red",
    ],
  },
])("the letters that are searched are those that are drawn: $plain", ({ look: one, plain }) => {
  const buffer = new LogBuffer();
  buffer.push([
    line("plain"),
    line('{"level":"info","msg":"json"}'),
    line("note", { isNote: true }),
    line("\u001b[31mred\u001b[0m"),
  ]);
  const text = new LogText(buffer, one, undefined);

  expect(shown(text)).toEqual(plain);
  expect(plain.map((_, index) => plainOf(text.styled(index)))).toEqual(plain);
});

describe("a filtered text", () => {
  const passes = ({ text }: LogLine) => Number(text.slice(1)) % 3 === 0;

  test("grows with what passes, and keeps the numbers of its lines", () => {
    const buffer = new LogBuffer();
    buffer.push(numbered(0, 4));
    const text = new LogText(buffer, look, passes);
    expect(shown(text)).toEqual(["n0", "n3"]);
    buffer.push(numbered(4, 4));

    expect(shown(text)).toEqual(["n0", "n3", "n6"]);
    expect(text.plain(2)).toBe("n6");
  });

  test("loses what falls out of the buffer", () => {
    const buffer = new LogBuffer();
    buffer.push(numbered(0, mostLines));
    const text = new LogText(buffer, look, passes);
    const { end } = text;
    const newest = text.plain(end - 1);
    buffer.push(numbered(mostLines, 60_000));

    expect(text.plain(text.first)).toBe("n60000");
    expect(text.plain(end - 1)).toBe(newest);
    expect(text.end - text.first).toBe(Math.ceil((mostLines + 60_000) / 3) - 20_000);
  });
});

test("the buffer holds 100,000 lines, and less of very long ones", () => {
  const buffer = new LogBuffer();
  buffer.push(numbered(0, mostLines + 5));
  expect([buffer.lines.first, buffer.lines.end]).toEqual([5, mostLines + 5]);
  const long = new LogBuffer();
  const letters = "x".repeat(64 * 1024);
  for (let count = 0; count < 1_100; count++) long.push([line(letters)]);

  expect(long.lines.end - long.lines.first).toBe(1_024);
});

test.each([
  { filter: "", letters: "anything", passes: undefined },
  { filter: "err", letters: "an ERROR", passes: true },
  { filter: "err", letters: "fine", passes: false },
  { filter: "!err", letters: "an ERROR", passes: false },
  { filter: "!err", letters: "fine", passes: true },
  { filter: "/e.r/", letters: "e-r", passes: true },
  { filter: "!/e.r/", letters: "e-r", passes: false },
  { filter: "!", letters: "x", passes: undefined },
])("the filter $filter lets $letters pass: $passes", ({ filter, letters, passes }) => {
  expect(logFilterOf(filter)?.(letters)).toBe(passes);
});

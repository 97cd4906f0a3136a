import { expect, test } from "vitest";
import { type Minute, sparkline } from "../../../../src/app/triage/sparkline.ts";

const seen = (...counts: readonly number[]): Minute[] => counts.map((count) => ({ count, isSeen: true }));
const guessed = (...counts: readonly number[]): Minute[] => counts.map((count) => ({ count, isSeen: false }));
const textOf = (minutes: readonly Minute[], columns: number) =>
  sparkline(minutes, columns)
    .map(({ text, look }) => (look.dim === true ? `(${text})` : text))
    .join("");

test.each([
  { what: "none and all", minutes: seen(0, 4), columns: 2, text: "▁█" },
  { what: "one of many is more than none", minutes: seen(0, 1, 900), columns: 3, text: "▁▂█" },
  { what: "none at all", minutes: seen(0, 0), columns: 2, text: "▁▁" },
  { what: "what nobody knows", minutes: [undefined, undefined, ...seen(2)], columns: 3, text: "  █" },
  { what: "what was not seen", minutes: [undefined, ...guessed(1, 2), ...seen(2)], columns: 4, text: " (▅█)█" },
  { what: "the most of several minutes", minutes: seen(0, 7, 1, 0, 0, 0), columns: 3, text: "█▂▁" },
  { what: "seen in a part", minutes: [...guessed(1), ...seen(0)], columns: 1, text: "█" },
  { what: "more room than minutes", minutes: seen(1, 0), columns: 20, text: "█▁" },
])("$what: $text", ({ minutes, columns, text }) => {
  expect(textOf(minutes, columns)).toBe(text);
});

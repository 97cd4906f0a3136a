import { describe, expect, test } from "vitest";
import { type CutAt, fitted, measured } from "../../../src/table/cellText.ts";
import { headOf, tailOf, widthOf } from "../../../src/table/textWidth.ts";
import { randomFrom } from "./thing.ts";

test.each([
  ["plain", "web-1", 5],
  ["wide letters", "日本語", 6],
  ["half and full width", "ｱア", 3],
  ["accents, composed and not", "e\u0301é", 2],
  ["an emoji of several", "👩‍👩‍👧", 2],
  ["a flag", "🇩🇪", 2],
  ["an emoji with a skin", "👍🏽", 2],
  ["zero-width space and joiner", "a\u200bb\u2060c", 3],
  ["a mark with nothing to stand on, which Ink gives a column", "\u0301", 1],
  ["nothing", "", 0],
])("%s: %j takes %i columns", (_what, text, width) => {
  expect(widthOf(text)).toBe(width);
  expect(measured(text)).toEqual({ text, width });
});

test("control characters and marks that turn the direction never reach a cell", () => {
  expect(measured("a\u001b[31mb\r\nc\u202ed")).toEqual({ text: "a[31mb  cd", width: 10 });
});

describe("cut and padded", () => {
  test.each<[string, number, CutAt, "left" | "right", string]>([
    ["web", 6, "end", "left", "web   "],
    ["web", 6, "end", "right", "   web"],
    ["web", 3, "end", "left", "web"],
    ["web-7d9f8c6b5-x2p4q", 10, "end", "left", "web-7d9f8…"],
    ["web-7d9f8c6b5-x2p4q", 10, "middle", "left", "web-7…2p4q"],
    ["web-7d9f8c6b5-x2p4q", 11, "middle", "left", "web-7…x2p4q"],
    ["web-7d9f8c6b5-x2p4q", 2, "middle", "left", "w…"],
    ["web-7d9f8c6b5-x2p4q", 1, "middle", "left", "…"],
    ["web-7d9f8c6b5-x2p4q", 0, "middle", "left", ""],
    ["日本語のなまえ", 9, "end", "left", "日本語の…"],
    ["日本語のなまえ", 8, "end", "left", "日本語… "],
    ["日本語のなまえ", 9, "middle", "left", "日本…まえ"],
    ["日本語のなまえ", 8, "middle", "left", "日本… え"],
    ["a👩‍👩‍👧👩‍👩‍👧b", 4, "end", "left", "a👩‍👩‍👧…"],
    ["a👩‍👩‍👧👩‍👩‍👧b", 3, "end", "left", "a… "],
    ["e\u0301e\u0301e\u0301", 2, "end", "left", "e\u0301…"],
  ])("%j in %i columns, cut at its %s, to the %s: %j", (text, width, cut, align, cell) => {
    expect(fitted(measured(text), width, cut, align)).toBe(cell);
  });

  test("every cell is exactly as wide as its column, whatever it holds", () => {
    const random = randomFrom(11);
    const pieces = [
      "a",
      "-",
      "日",
      "é",
      "e\u0301",
      "👩‍👩‍👧",
      "🇩🇪",
      "\u200b",
      "\u0301",
      "ｱ",
      "\u001b[1m",
      "\u202e",
      "\n",
    ];
    for (let round = 0; round < 3_000; round++) {
      const text = Array.from({ length: random() * 20 }, () => pieces[Math.floor(random() * pieces.length)]).join("");
      const width = Math.floor(random() * 25);
      for (const cut of ["end", "middle"] as const) {
        const cell = fitted(measured(text), width, cut, "left");
        expect([text, cut, width, widthOf(cell)]).toEqual([text, cut, width, width]);
      }
    }
  });
});

test.each([
  ["abc", 2, "ab", "bc"],
  ["abc", 0, "", ""],
  ["abc", -1, "", ""],
  ["abc", 9, "abc", "abc"],
  ["日本", 3, "日", "本"],
  ["a\u0301b", 1, "a\u0301", "b"],
  ["ab\u200b", 1, "a", "b\u200b"],
])("the beginning and the end of %j in %i columns are %j and %j", (text, columns, head, tail) => {
  expect(headOf(text, columns)).toBe(head);
  expect(tailOf(text, columns)).toBe(tail);
});

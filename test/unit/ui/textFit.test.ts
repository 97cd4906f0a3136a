import { expect, test } from "vitest";
import { widthOf } from "../../../src/table/textWidth.ts";
import { cutEnd, cutMiddle, wrapped } from "../../../src/ui/textFit.ts";

const arn = "arn:aws:eks:eu-west-1:123456789012:cluster/production";

test.each([
  ["short", 9, "short", "short"],
  ["short", 5, "short", "short"],
  ["short", 4, "sho…", "s…rt"],
  ["short", 1, "…", "…"],
  ["short", 0, "", ""],
  [arn, 20, "arn:aws:eks:eu-west…", "arn:aws:e…production"],
  ["日本語のなまえ", 6, "日本…", "日…え"],
])("%j in %i columns is %j, cut in its middle %j", (text, columns, end, middle) => {
  expect(cutEnd(text, columns)).toBe(end);
  expect(cutMiddle(text, columns)).toBe(middle);
});

test.each<[string, number, readonly string[]]>([
  ["one two three", 20, ["one two three"]],
  ["one two three", 9, ["one two", "three"]],
  ["one two three", 7, ["one two", "three"]],
  ["one two three", 4, ["one", "two", "thre", "e"]],
  ["a verylongword b", 6, ["a", "verylo", "ngword", "b"]],
  ["verylongword", 4, ["very", "long", "word"]],
  ["日本語 のなまえ", 5, ["日本", "語", "のな", "まえ"]],
  ["", 5, [""]],
  ["日本", 1, []],
])("%j wrapped at %i is %j", (text, columns, lines) => {
  expect(wrapped(text, columns)).toEqual(lines);
});

test("no wrapped line is wider than it may be, and no letter is lost", () => {
  const text = `pods is forbidden: User "日本語のなまえ" cannot list ${arn} 👩‍👩‍👧👩‍👩‍👧 in the namespace`;
  for (let columns = 2; columns < 120; columns++) {
    const lines = wrapped(text, columns);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  }
});

import { expect, test } from "vitest";
import { plainText } from "../../../src/base/plainText.ts";

test.each([
  ["plain text stays", "web-1 (ä, 日本, 👩‍👩‍👧)", "web-1 (ä, 日本, 👩‍👩‍👧)"],
  ["escape sequences lose their escape", "\u001b[31mred\u001b[0m\u001b]0;title\u0007", "[31mred[0m]0;title"],
  ["line breaks and tabs become spaces", "a\r\nb\tc\u000bd\u2028e", "a  b c d e"],
  ["C1 controls and DEL go", "a\u009b31mb\u0090c\u007fd\u0000e", "a31mbcde"],
  ["marks that turn the direction go", "a\u202eb\u202cc\u2066d\u2069e\u200ff\u061cg", "abcdefg"],
  ["joiners stay: they make one emoji of several", "a\u200db", "a\u200db"],
])("%s", (_what, text, safe) => {
  expect(plainText(text)).toBe(safe);
});

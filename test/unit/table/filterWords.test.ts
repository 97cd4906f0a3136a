import { expect, test } from "vitest";
import { filterWordsOf, termFor, withToggledWord } from "../../../src/table/filterWords.ts";

const text = (start: number, end: number, value: string, excludes = false) => ({
  start,
  end,
  excludes,
  kind: "text",
  text: value,
});
const expression = (start: number, end: number, source: string, excludes = false) => ({
  start,
  end,
  excludes,
  kind: "expression",
  source,
});
const broken = (start: number, end: number, reason: string, excludes = false) => ({
  start,
  end,
  excludes,
  kind: "broken",
  reason,
});
const term = (start: number, end: number, name: string, operator: string, value: string | undefined, more = {}) => ({
  start,
  end,
  excludes: false,
  kind: "term",
  name,
  operator,
  colon: false,
  value,
  ...more,
});

test.each([
  ["", []],
  ["   \t ", []],
  ["web", [text(0, 3, "web")]],
  ["  web  api ", [text(2, 5, "web"), text(7, 10, "api")]],
  ['"two words"', [text(0, 11, "two words")]],
  ['a" "b', [text(0, 5, "a b")]],
  ['""', [text(0, 2, "")]],
  ['"status=x"', [text(0, 10, "status=x")]],
  ["a/b", [text(0, 3, "a/b")]],
  ["10.0.0.1:80", [text(0, 11, "10.0.0.1:80")]],
  ["=x", [text(0, 2, "=x")]],
  ["web!", [text(0, 4, "web!")]],
  ["日本 語", [text(0, 2, "日本"), text(3, 4, "語")]],
])("the words of %j", (line, words) => {
  expect(filterWordsOf(line)).toEqual(words);
});

test.each([
  ["!web", [text(0, 4, "web", true)]],
  ["!!web", [text(0, 5, "!web", true)]],
  ['!"two words"', [text(0, 12, "two words", true)]],
  ["!/x/", [expression(0, 4, "x", true)]],
  ["!status=x", [term(0, 9, "status", "=", "x", { excludes: true })]],
  ["!", [broken(0, 1, "a word is missing after !", true)]],
  ["! web", [broken(0, 1, "a word is missing after !", true), text(2, 5, "web")]],
])("! in front excludes: %j", (line, words) => {
  expect(filterWordsOf(line)).toEqual(words);
});

test.each([
  ["/^web-\\d+$/", [expression(0, 11, "^web-\\d+$")]],
  ["/a b/ c", [expression(0, 5, "a b"), text(6, 7, "c")]],
  ["/a\\/b/", [expression(0, 6, "a\\/b")]],
  ['/"/', [expression(0, 3, '"')]],
  ["//", [expression(0, 2, "")]],
  ["a /web", [text(0, 1, "a"), broken(2, 6, "the closing / is missing")]],
  ["/web api", [broken(0, 8, "the closing / is missing")]],
  ["/web\\/", [broken(0, 6, "the closing / is missing")]],
  ["/web\\", [broken(0, 5, "the closing / is missing")]],
  ["/", [broken(0, 1, "the closing / is missing")]],
  ["/a/i b", [broken(0, 4, "a space is missing after the closing /"), text(5, 6, "b")]],
])("the expressions of %j", (line, words) => {
  expect(filterWordsOf(line)).toEqual(words);
});

test.each([
  ["status=Crash*", [term(0, 13, "status", "=", "Crash*")]],
  ["STATUS=x", [term(0, 8, "status", "=", "x")]],
  ["a!=b", [term(0, 4, "a", "!=", "b")]],
  ["a>=1 b<=2", [term(0, 4, "a", ">=", "1"), term(5, 9, "b", "<=", "2")]],
  ["a>1 b<2", [term(0, 3, "a", ">", "1"), term(4, 7, "b", "<", "2")]],
  ["label:app=web", [term(0, 13, "label", "=", "app=web", { colon: true })]],
  ['status="two words" x', [term(0, 18, "status", "=", "two words"), text(19, 20, "x")]],
  ['status=""', [term(0, 9, "status", "=", "")]],
  ["status=", [term(0, 7, "status", "=", undefined)]],
  ["status= x", [term(0, 7, "status", "=", undefined), text(8, 9, "x")]],
  ["a==b", [term(0, 4, "a", "=", "=b")]],
  ['x status="open', [text(0, 1, "x"), broken(2, 14, 'the closing " is missing')]],
  ['"open word', [broken(0, 10, 'the closing " is missing')]],
])("the terms of %j", (line, words) => {
  expect(filterWordsOf(line)).toEqual(words);
});

test("words lie in order, do not overlap, and leave only spaces out", () => {
  for (const line of ['a "b c" !/d e/ f="g h" i:j /k', '  ! "x', '/\\/ / "']) {
    let end = 0;
    for (const word of filterWordsOf(line)) {
      expect(line.slice(end, word.start).trim()).toBe("");
      expect(word.end).toBeGreaterThan(word.start);
      end = word.end;
    }
    expect(line.slice(end).trim()).toBe("");
  }
});

test.each([
  { line: "", word: "a=1", toggled: "a=1" },
  { line: "web", word: "a=1", toggled: "web a=1" },
  { line: "a=1 web", word: "a=1", toggled: "web" },
  { line: "a=1  a=1", word: "a=1", toggled: "" },
  { line: "!a=1 a=12", word: "a=1", toggled: "!a=1 a=12 a=1" },
  { line: 'why="a=1  or b"', word: "a=1", toggled: 'why="a=1  or b" a=1' },
  { line: 'b="two words" web', word: 'b="two words"', toggled: "web" },
])("$word put into $line or taken out of it is $toggled", ({ line, word, toggled }) => {
  expect(withToggledWord(line, word)).toBe(toggled);
});

test.each([
  ["node", "n1", "node=n1"],
  ["status", "", 'status=""'],
  ["why", "two words", 'why="two words"'],
  ["why", 'a "b"', 'why="a *b*"'],
])("the term of %s for %j is %s", (name, value, term) => {
  expect(termFor(name, value)).toBe(term);
});

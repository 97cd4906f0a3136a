import { expect, test } from "vitest";
import { type EditedLine, edit, insert, lineOf } from "../../../src/app/lineEditor.ts";

/** The cursor is where the bar stands. */
const parsed = (drawn: string): EditedLine => ({ text: drawn.replace("|", ""), cursor: drawn.indexOf("|") });
const drawn = ({ text, cursor }: EditedLine) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test.each([
  { chord: "backspace", before: "web|", after: "we|" },
  { chord: "backspace", before: "|web", after: "|web" },
  { chord: "backspace", before: "e\u0301|x", after: "|x" },
  { chord: "backspace", before: "a👩‍👩‍👧|", after: "a|" },
  { chord: "delete", before: "|👩‍👩‍👧a", after: "|a" },
  { chord: "ctrl-d", before: "w|eb", after: "w|b" },
  { chord: "ctrl-d", before: "web|", after: "web|" },
  { chord: "ctrl-w", before: "status=Running  |age<2h", after: "|age<2h" },
  { chord: "ctrl-w", before: "one two|", after: "one |" },
  { chord: "ctrl-u", before: "one t|wo", after: "|wo" },
  { chord: "ctrl-k", before: "one t|wo", after: "one t|" },
  { chord: "ctrl-a", before: "web|", after: "|web" },
  { chord: "home", before: "web|", after: "|web" },
  { chord: "ctrl-e", before: "|web", after: "web|" },
  { chord: "end", before: "|web", after: "web|" },
  { chord: "left", before: "a👩‍👩‍👧|", after: "a|👩‍👩‍👧" },
  { chord: "left", before: "|a", after: "|a" },
  { chord: "ctrl-b", before: "we|b", after: "w|eb" },
  { chord: "right", before: "a|👩‍👩‍👧", after: "a👩‍👩‍👧|" },
  { chord: "right", before: "a|", after: "a|" },
  { chord: "ctrl-f", before: "w|eb", after: "we|b" },
  { chord: "ctrl-left", before: "one two  |", after: "one |two  " },
  { chord: "alt-b", before: "one t|wo", after: "one |two" },
  { chord: "ctrl-right", before: "one|  two three", after: "one  two| three" },
  { chord: "alt-f", before: "|one two", after: "one| two" },
] as const)("$chord makes $after of $before", ({ chord, before, after }) => {
  const line = edit(parsed(before), chord);

  expect(line && drawn(line)).toBe(after);
});

test.each(["j", "enter", "up", "f2"] as const)("%s edits nothing", (chord) => {
  expect(edit(lineOf("web"), chord)).toBeUndefined();
});

test.each([
  { what: "a letter", text: "b", after: "web|x" },
  { what: "nothing", text: "", after: "we|x" },
  { what: "a paste with line breaks, as one line", text: "b\r\n-1\n", after: "web -1 |x" },
  { what: "a paste with a tab", text: "b\t1", after: "web 1|x" },
  {
    what: "a paste with escape sequences, without what would reach the terminal",
    text: "\u001b[2Jb",
    after: "we[2Jb|x",
  },
  { what: "a paste with a mark that reorders the line, without it", text: "b\u202e", after: "web|x" },
])("puts in $what at the cursor", ({ text, after }) => {
  expect(drawn(insert(parsed("we|x"), text))).toBe(after);
});

test("a line that opens with text has its cursor at the end", () => {
  expect(drawn(lineOf("status=Running"))).toBe("status=Running|");
});

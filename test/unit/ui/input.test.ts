import { expect, test } from "vitest";
import { InputReader } from "../../../src/ui/input.ts";

const press = (chord: string | undefined, text?: string) => ({ kind: "key", chord, text });

test.each([
  { what: "a letter", bytes: "j", events: [press("j", "j")] },
  { what: "a capital letter", bytes: "G", events: [press("G", "G")] },
  { what: "a digit and a mark", bytes: "0/", events: [press("0", "0"), press("/", "/")] },
  { what: "several keys in one chunk", bytes: "jjk", events: [press("j", "j"), press("j", "j"), press("k", "k")] },
  { what: "Ctrl chords", bytes: "\u0003\u0004\u0015", events: [press("ctrl-c"), press("ctrl-d"), press("ctrl-u")] },
  { what: "Enter, Tab and Backspace", bytes: "\r\t\u007f", events: [press("enter"), press("tab"), press("backspace")] },
  { what: "Space, which is a key and types", bytes: " ", events: [press("space", " ")] },
  { what: "Escape alone", bytes: "\u001b", events: [press("esc")] },
  { what: "arrows of both modes", bytes: "\u001b[A\u001bOB", events: [press("up"), press("down")] },
  { what: "paging keys", bytes: "\u001b[5~\u001b[6~", events: [press("pageUp"), press("pageDown")] },
  {
    what: "Home and End",
    bytes: "\u001b[H\u001b[F\u001b[1~\u001b[4~",
    events: ["home", "end", "home", "end"].map((c) => press(c)),
  },
  { what: "function keys", bytes: "\u001bOQ\u001b[15~", events: [press("f2"), press("f5")] },
  { what: "Shift-Tab", bytes: "\u001b[Z", events: [press("shift-tab")] },
  { what: "Ctrl with an arrow", bytes: "\u001b[1;5D", events: [press("ctrl-left")] },
  { what: "Alt with a letter", bytes: "\u001bb", events: [press("alt-b")] },
  { what: "a letter that is no key but types", bytes: "é", events: [press(undefined, "é")] },
  { what: "an emoji as one", bytes: "👩‍👩‍👧", events: [press(undefined, "👩‍👩‍👧")] },
  { what: "an unknown sequence, which is nothing", bytes: "\u001b[99~j", events: [press("j", "j")] },
  { what: "a paste", bytes: "\u001b[200~a\nb\u001b[201~j", events: [{ kind: "paste", text: "a\nb" }, press("j", "j")] },
  { what: "a click", bytes: "\u001b[<0;5;7M\u001b[<0;5;7m", events: [{ kind: "click", line: 6, column: 4 }] },
  {
    what: "the wheel",
    bytes: "\u001b[<64;1;1M\u001b[<65;1;1M",
    events: [
      { kind: "wheel", lines: -1 },
      { kind: "wheel", lines: 1 },
    ],
  },
])("reads $what", ({ bytes, events }) => {
  expect(new InputReader().read(bytes)).toEqual(events);
});

test("a paste that comes in pieces is one paste", () => {
  const reader = new InputReader();

  expect(reader.read("\u001b[200~one ")).toEqual([]);
  expect(reader.read("two\u001b[201~")).toEqual([{ kind: "paste", text: "one two" }]);
});

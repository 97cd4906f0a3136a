import { describe, expect, test } from "vitest";
import { InputReader } from "../../../src/ui/input.ts";
import type { InputEvent } from "../../../src/ui/inputEvent.ts";

/** What a reader makes of these chunks, and of nothing more coming after them. */
function eventsOf(...chunks: readonly string[]): readonly InputEvent[] {
  const reader = new InputReader();
  return [...chunks.flatMap((chunk) => reader.read(chunk)), ...reader.settle()];
}

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
  { what: "function keys of the Linux console", bytes: "\u001b[[A\u001b[[E", events: [press("f1"), press("f5")] },
  { what: "Alt with a letter beyond ASCII", bytes: "\u001b𝕏j", events: [press(undefined), press("j", "j")] },
  {
    what: "Ctrl with an arrow, and other modifiers as if there were none",
    bytes: "\u001b[1;2A\u001b[1;6A",
    events: [press("up"), press("up")],
  },
  {
    what: "a code point with CSI u",
    bytes: "\u001b[106u\u001b[106;2u\u001b[27u\u001b[13u",
    events: [press("j", "j"), press("J", "J"), press("esc"), press("enter")],
  },
  {
    what: "chords with CSI u",
    bytes: "\u001b[99;5u\u001b[98;3u\u001b[9;2u",
    events: [press("ctrl-c"), press("alt-b"), press("shift-tab")],
  },
  {
    what: "chords of modifyOtherKeys",
    bytes: "\u001b[27;5;99~\u001b[27;2;71~",
    events: [press("ctrl-c"), press("G", "G")],
  },
  {
    what: "a click with the middle or right button, which is nothing",
    bytes: "\u001b[<1;5;7M\u001b[<2;5;7M\u001b[<128;5;7M",
    events: [],
  },
  { what: "a wheel that turns sideways, which is nothing", bytes: "\u001b[<66;1;1M\u001b[<67;1;1M", events: [] },
  { what: "a click with Ctrl", bytes: "\u001b[<16;1;4M", events: [{ kind: "click", line: 3, column: 0 }] },
  { what: "Enter sent as CR and LF", bytes: "\r\n", events: [press("enter")] },
])("reads $what", ({ bytes, events }) => {
  expect(eventsOf(bytes)).toEqual(events);
});

test.each([
  ["an unknown function key", "\u001b[99~"],
  ["the terminal coming into focus and losing it", "\u001b[I\u001b[O"],
  ["keys of the kitty protocol that have no character", "\u001b[57441;2u\u001b[97;1:3u\u001b[1;1:3A"],
  ["all parts of a kitty key", "\u001b[97:65:97;6:1;65u"],
  ["an old mouse report, whose bytes are no keys", "\u001b[M qq"],
  ["the keypad in application mode", "\u001bOj\u001bOM"],
  ["where the cursor is", "\u001b[12;40R"],
  ["the attributes of the terminal", "\u001b[?62;22c\u001bP>|xterm(397)\u001b\\"],
  ["the colour of the background, both endings", "\u001b]11;rgb:1e1e/1e1e/1e1e\u0007\u001b]11;rgb:1e/1e/1e\u001b\\"],
  ["a control sequence that is broken off", "\u001b[1\u0000"],
])("types nothing for %s", (_what, bytes) => {
  const events = eventsOf(`${bytes}j`);

  expect(events.flatMap((event) => (event.kind === "key" ? (event.text ?? []) : event.kind))).toEqual(["j"]);
});

describe("in pieces", () => {
  const whole =
    "\u001b[Aj\u001b[1;5D\u001bOB\u001bb\u001b[<0;5;7M\u001b[200~one\u001b[\ntwo\u001b[201~k\u001b[5~\u001b]11;?\u0007é👩‍👩‍👧q";

  test.each(Array.from({ length: whole.length - 1 }, (_, index) => index + 1))(
    "everything is read as in one, cut at %i",
    (index) => {
      expect(eventsOf(whole.slice(0, index), whole.slice(index)).filter(isNoPartOfEmoji)).toEqual(
        eventsOf(whole).filter(isNoPartOfEmoji),
      );
    },
  );

  test("everything but an emoji is read one unit at a time", () => {
    const bytes = whole.replace("👩‍👩‍👧", "");

    expect(eventsOf(...bytes)).toEqual(eventsOf(bytes));
  });

  /** A grapheme is typed in parts when it comes in parts: the line puts them together again. */
  function isNoPartOfEmoji(event: InputEvent): boolean {
    return event.kind !== "key" || event.text === undefined || /^[a-zé]$/.test(event.text);
  }
});

describe("Escape", () => {
  test("is a key only when nothing follows", () => {
    const reader = new InputReader();

    expect(reader.read("\u001b")).toEqual([]);
    expect(reader.isWaiting).toBe(true);
    expect(reader.settle()).toEqual([press("esc")]);
    expect(reader.isWaiting).toBe(false);
    expect(reader.settle()).toEqual([]);
  });

  test("twice is two keys, before an arrow it is one", () => {
    expect(eventsOf("\u001b\u001b")).toEqual([press("esc"), press("esc")]);
    expect(eventsOf("\u001b\u001b[A")).toEqual([press("esc"), press("up")]);
  });

  test.each(["\u001b[", "\u001b[1;", "\u001bO", "\u001b]11;rgb", "\u001b[M  "])(
    "begins %j, which is nothing when it does not go on",
    (bytes) => {
      const reader = new InputReader();
      reader.read(bytes);

      expect(reader.isWaiting).toBe(true);
      expect(reader.settle().filter(({ kind }) => kind !== "key")).toEqual([]);
      expect(reader.read("j")).toEqual([press("j", "j")]);
    },
  );
});

describe("a paste", () => {
  test("that comes in pieces is one paste", () => {
    const reader = new InputReader();

    expect(reader.read("\u001b[200~one ")).toEqual([]);
    expect(reader.isWaiting).toBe(false);
    expect(reader.read("two\u001b[201~")).toEqual([{ kind: "paste", text: "one two" }]);
  });

  test("holds keys, line breaks and control characters as text", () => {
    expect(eventsOf("\u001b[200~q\r\n\u0003\u001b[A\u001b[201~")).toEqual([
      { kind: "paste", text: "q\r\n\u0003\u001b[A" },
    ]);
  });

  test("may be empty", () => {
    expect(eventsOf("\u001b[200~\u001b[201~j")).toEqual([{ kind: "paste", text: "" }, press("j", "j")]);
  });
});

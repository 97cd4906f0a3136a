import { expect, test } from "vitest";
import { chordText, type KeyChord, keyChordFrom } from "../../../src/app/keyChord.ts";

test.each([
  { name: "j", chord: "j" },
  { name: "G", chord: "G" },
  { name: "?", chord: "?" },
  { name: "^", chord: "^" },
  { name: "0", chord: "0" },
  { name: "pageDown", chord: "pageDown" },
  { name: "PgDn", chord: "pageDown" },
  { name: "pgdown", chord: "pageDown" },
  { name: "PAGEUP", chord: "pageUp" },
  { name: "Escape", chord: "esc" },
  { name: "Return", chord: "enter" },
  { name: "Del", chord: "delete" },
  { name: " ", chord: "space" },
  { name: "Space", chord: "space" },
  { name: "BackTab", chord: "shift-tab" },
  { name: "Shift+Tab", chord: "shift-tab" },
  { name: "F5", chord: "f5" },
  { name: "Ctrl-D", chord: "ctrl-d" },
  { name: "control+d", chord: "ctrl-d" },
  { name: "C-d", chord: "ctrl-d" },
  { name: "^D", chord: "ctrl-d" },
  { name: "Ctrl-Left", chord: "ctrl-left" },
  { name: "Alt-B", chord: "alt-b" },
  { name: "meta-b", chord: "alt-b" },
])("$name is the key $chord", ({ name, chord }) => {
  expect(keyChordFrom(name)).toBe(chord);
});

test.each([
  { what: "no name", name: "" },
  { what: "a letter that terminals spell in several bytes", name: "ü" },
  { what: "Ctrl-I, which arrives as Tab", name: "ctrl-i" },
  { what: "Ctrl with a mark", name: "ctrl-+" },
  { what: "a word", name: "pause" },
  { what: "a modifier alone", name: "ctrl-" },
  { what: "F13", name: "f13" },
])("$what is no key", ({ name }) => {
  expect(keyChordFrom(name)).toBeUndefined();
});

test.each([
  { chord: "ctrl-d", text: "Ctrl-D" },
  { chord: "down", text: "↓" },
  { chord: "ctrl-left", text: "Ctrl-←" },
  { chord: "pageDown", text: "PgDn" },
  { chord: "G", text: "G" },
  { chord: "alt-f", text: "Alt-F" },
  { chord: "f2", text: "F2" },
  { chord: "delete", text: "Del" },
] satisfies readonly { chord: KeyChord; text: string }[])(
  "the screen shows $chord as $text, which can be written too",
  ({ chord, text }) => {
    expect(chordText(chord)).toBe(text);
    expect(keyChordFrom(text)).toBe(chord);
  },
);

import { expect, test } from "vitest";
import { helpLayer } from "../../../src/app/helpLayer.ts";
import type { KeyChord } from "../../../src/app/keyChord.ts";

const entry = { keys: "x", title: "Do x", whyDisabled: undefined };
/** 12 lines: a title, four entries and an empty line, twice. */
const groups = ["Move", "View"].map((title) => ({ title, entries: [entry, entry, entry, entry] }));

const topAfter = (lines: number, ...keys: readonly KeyChord[]) => {
  const layer = helpLayer(() => groups);
  layer.view(lines, 80);
  for (const key of keys) layer.press(key, undefined);
  const { overlay } = layer.view(lines, 80);
  return overlay?.kind === "help" ? overlay.top : undefined;
};

test.each([
  { keys: ["j"], lines: 5, top: 1 },
  { keys: ["down", "down", "up"], lines: 5, top: 1 },
  { keys: ["k"], lines: 5, top: 0 },
  { keys: ["space"], lines: 5, top: 7 },
  { keys: ["pageDown", "pageDown", "k"], lines: 5, top: 6 },
  { keys: ["pageDown", "pageUp"], lines: 5, top: 0 },
  { keys: ["j"], lines: 20, top: 0 },
] satisfies readonly { keys: KeyChord[]; lines: number; top: number }[])(
  "$keys scroll 12 lines in $lines to $top",
  ({ keys, lines, top }) => {
    expect(topAfter(lines, ...keys)).toBe(top);
  },
);

test.each(["q", "esc", "?", "enter"] as const)("%s ends it", (key) => {
  expect(helpLayer(() => groups).press(key, undefined)).toBe(false);
});

import { expect, test } from "vitest";
import { alertSequence } from "../../../src/ui/alertSequence.ts";

const xterm = { TERM: "xterm-256color" };

test.each([
  { where: "a terminal", env: xterm, sequence: "\u001b]9;podscope: a\u001b\\" },
  {
    where: "tmux",
    env: { TERM: "tmux-256color", TMUX: "/tmp/tmux-0/default,1,0" },
    sequence: "\u001bPtmux;\u001b\u001b]9;podscope: a\u001b\u001b\\\u001b\\",
  },
  { where: "screen", env: { TERM: "screen", STY: "1.tty" }, sequence: "\u001bP\u001b]9;podscope: a\u0007\u001b\\" },
  { where: "screen in tmux", env: { TERM: "screen", STY: "1.tty", TMUX: "x" }, sequence: "" },
  { where: "the console of Linux", env: { TERM: "linux" }, sequence: "" },
  { where: "a terminal without sequences", env: { TERM: "dumb" }, sequence: "" },
])("in $where the bell rings, and what it reads is its own", ({ env, sequence }) => {
  expect(alertSequence("a", { bell: true, env })).toBe(`\u0007${sequence}`);
});

test("no bell rings where none is wanted", () => {
  expect(alertSequence("a", { bell: false, env: xterm })).toBe("\u001b]9;podscope: a\u001b\\");
});

test("nothing in a name can end the sequence or begin another one", () => {
  expect(alertSequence("x\u001b\\\u0007\u009c\u001b]52;c;eA==\u0007", { bell: false, env: xterm })).toBe(
    "\u001b]9;podscope: x\\]52;c;eA==\u001b\\",
  );
});

test("a long text is cut, so that screen hands it on whole", () => {
  const sequence = alertSequence("x".repeat(500), { bell: false, env: { TERM: "screen", STY: "1.tty" } });

  expect(Buffer.byteLength(sequence)).toBeLessThan(256);
  expect(sequence.endsWith("x…\u0007\u001b\\")).toBe(true);
});

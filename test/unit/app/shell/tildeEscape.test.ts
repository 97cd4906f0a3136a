import { expect, test } from "vitest";
import { TildeEscape } from "../../../../src/app/shell/tildeEscape.ts";

test.each([
  { typed: ["~."], text: "", leaves: true, what: "~. at the very beginning" },
  { typed: ["ls\r~."], text: "ls\r", leaves: true, what: "~. after a line" },
  { typed: ["ls\n~."], text: "ls\n", leaves: true, what: "~. after a line feed" },
  { typed: ["~", "."], text: "", leaves: true, what: "the two letters one by one" },
  { typed: ["a~."], text: "a~.", leaves: false, what: "~. within a line" },
  { typed: ["\r~~."], text: "\r~.", leaves: false, what: "~~ is one ~" },
  { typed: ["\r~/bin\r"], text: "\r~/bin\r", leaves: false, what: "a path of the home folder" },
  { typed: ["\r~", "/x"], text: "\r~/x", leaves: false, what: "a path that is typed slowly" },
  { typed: ["~\r~."], text: "~\r", leaves: true, what: "a ~ alone on a line" },
  { typed: ["\u0003~."], text: "\u0003~.", leaves: false, what: "~. after something else than a line" },
  { typed: ["é\r~."], text: "é\r", leaves: true, what: "after letters of several bytes" },
])("$what", ({ typed, text, leaves }) => {
  const tilde = new TildeEscape();
  const passed = typed.map((part) => tilde.read(part));
  expect(passed.map((one) => one.text).join("")).toBe(text);
  expect(passed.some((one) => one.leaves)).toBe(leaves);
});

import { describe, expect, test } from "vitest";
import { ansiLine, plainLogText } from "../../../../src/resources/logs/ansiLine.ts";

const esc = "\u001b";
const drawn = (text: string) =>
  ansiLine(text).map(({ text: letters, look }) => (look.sgr ? `<${look.sgr}>${letters}` : letters));

test.each([
  { text: "plain", pieces: ["plain"] },
  { text: `${esc}[31mred${esc}[0m, then`, pieces: ["<31>red", ", then"] },
  { text: `${esc}[1;32mok${esc}[m`, pieces: ["<1;32>ok"] },
  { text: `${esc}[31ma${esc}[1mb${esc}[22mc${esc}[39md`, pieces: ["<31>a", "<31;1>b", "<31>c", "d"] },
  { text: `${esc}[38;5;208morange`, pieces: ["<38;5;208>orange"] },
  { text: `${esc}[38;2;1;2;3;44mrgb`, pieces: ["<38;2;1;2;3;44>rgb"] },
  { text: `${esc}[97;101mbright`, pieces: ["<97;101>bright"] },
  { text: `${esc}[5mblink${esc}[8mhidden`, pieces: ["blink", "hidden"] },
  { text: `${esc}[38;5mbroken`, pieces: ["broken"] },
])("the colours of $text are kept", ({ text, pieces }) => {
  expect(drawn(text)).toEqual(pieces);
});

test.each([
  { what: "clearing the screen", text: `a${esc}[2J${esc}[Hb` },
  { what: "moving the cursor", text: `a${esc}[10;20Hb` },
  { what: "a title", text: `a${esc}]0;evil\u0007b` },
  { what: "the clipboard", text: `a${esc}]52;c;AAAA${esc}\\b` },
  { what: "a device control string", text: `a${esc}P1$r0m${esc}\\b` },
  { what: "another character set", text: `a${esc}(0b` },
  { what: "private modes", text: `a${esc}[?1049hb` },
  { what: "a lone escape at the end", text: `ab${esc}` },
  { what: "a sequence that is cut off", text: `ab${esc}[3` },
  { what: "bells and other controls", text: "a\u0007\u0000\u009bb" },
  { what: "marks that reorder a line", text: "a\u202eb" },
])("$what is removed", ({ text }) => {
  expect(plainLogText(text)).toBe("ab");
  expect(
    ansiLine(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe("ab");
});

describe("the letters alone", () => {
  test.each(["plain", `${esc}[31mred${esc}[0m x`, "a\tb", "10%\r50%\r100%\r\r", "日本", `x${esc}[Ky\rz`])(
    "of %j are those drawn",
    (text) => {
      expect(plainLogText(text)).toBe(
        ansiLine(text)
          .map((piece) => piece.text)
          .join(""),
      );
    },
  );

  test("tabs are some spaces, and a progress bar shows its last state", () => {
    expect(plainLogText("\tat Main.java")).toBe("    at Main.java");
    expect(plainLogText("10%\r50%\r100%\r")).toBe("100%");
  });
});

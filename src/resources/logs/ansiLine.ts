import { plainText } from "../../base/plainText.ts";
import { type Look, type Styled, type StyledLine, styled } from "../../table/look.ts";

const printable = /^[ -~]*$/;
/** Escape sequences (ECMA-48 5.4, 5.6): the first group is the parameters of SGR, which alone are kept. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this expression reads
  /\u001b(?:\[(?:([\d;]*)m|[0-?]*[ -/]*[@-~]?)|[\]P_^X][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~]?)/g;
const spacesOfTab = "    ";

/** The letters of a line that a program wrote for a terminal, without anything that could control ours. */
export function plainLogText(text: string): string {
  if (printable.test(text)) return text;
  return plainText(overwritten(text).replace(sequences, "").replaceAll("\t", spacesOfTab));
}

/** The same letters in the colours that the program chose. */
export function ansiLine(text: string): StyledLine {
  if (printable.test(text)) return [styled(text)];
  const pieces: Styled[] = [];
  const shown = overwritten(text);
  let codes: Sgr = {};
  let at = 0;
  const add = (end: number) => {
    const letters = plainText(shown.slice(at, end).replaceAll("\t", spacesOfTab));
    if (letters !== "") pieces.push(styled(letters, lookOf(codes)));
  };
  for (const match of shown.matchAll(sequences)) {
    add(match.index);
    at = match.index + match[0].length;
    if (match[1] !== undefined) codes = codesAfter(codes, match[1]);
  }
  add(shown.length);
  return pieces;
}

/** A carriage return goes back to the start of the line, as progress bars do: what counts is what was written last. */
function overwritten(text: string): string {
  return text.includes("\r") ? (text.replace(/\r+$/, "").split("\r").at(-1) ?? "") : text;
}

/** What is on: weight and the like by what turns it off, foreground and background by their own parameters. */
type Sgr = Readonly<Record<string, string>>;

function lookOf(codes: Sgr): Look {
  const sgr = Object.values(codes).join(";");
  return sgr === "" ? {} : { sgr };
}

/** Parameters that turn something on, and what that is; blinking and hiding are left out. */
const kinds: Readonly<Record<number, string>> = {
  1: "weight",
  2: "weight",
  3: "italic",
  4: "underline",
  7: "inverse",
  9: "strike",
};
const ends: Readonly<Record<number, string>> = {
  22: "weight",
  23: "italic",
  24: "underline",
  27: "inverse",
  29: "strike",
  39: "foreground",
  49: "background",
};

function codesAfter(before: Sgr, parameters: string): Sgr {
  let codes: Record<string, string> = { ...before };
  const numbers = parameters.split(";").map(Number);
  for (let index = 0; index < numbers.length; index++) {
    const code = numbers[index] ?? 0;
    const ended = ends[code];
    const kind = kinds[code];
    if (code === 0) codes = {};
    else if (kind !== undefined) codes[kind] = String(code);
    else if (ended !== undefined) delete codes[ended];
    else if (code === 38 || code === 48) {
      // 5;n is one of 256 colours, 2;r;g;b any.
      const length = numbers[index + 1] === 5 ? 3 : numbers[index + 1] === 2 ? 5 : 1;
      const colour = numbers.slice(index, index + length);
      if (length > 1 && colour.length === length) codes[code === 38 ? "foreground" : "background"] = colour.join(";");
      index += length - 1;
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) codes.foreground = String(code);
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) codes.background = String(code);
  }
  return codes;
}

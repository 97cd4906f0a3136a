import stringWidth from "string-width";
import { plainText } from "../base/plainText.ts";

/** Where text is cut when it is too long. */
export type CutAt = "end" | "middle";

const ellipsis = "…";
const asciiOnly = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter();

/** Text of a cell made safe for one line, with the terminal columns that it takes. */
export interface MeasuredText {
  readonly text: string;
  readonly width: number;
}

export function measured(text: string): MeasuredText {
  if (asciiOnly.test(text)) return { text, width: text.length };
  const safe = plainText(text);
  return { text: safe, width: stringWidth(safe) };
}

/** The text cut or padded to exactly `width` columns. */
export function fitted(
  { text, width: actual }: MeasuredText,
  width: number,
  cut: CutAt,
  align: "left" | "right",
): string {
  if (actual === width) return text;
  if (actual > width) return width < 1 ? "" : shortened(text, width, cut);
  const space = " ".repeat(width - actual);
  return align === "right" ? space + text : text + space;
}

/** A wide character that would be cut in two leaves a space. */
function shortened(text: string, width: number, cut: CutAt): string {
  const tailWidth = cut === "middle" ? (width - 1) >> 1 : 0;
  const headWidth = width - 1 - tailWidth;
  const pieces = asciiOnly.test(text) ? [...text] : Array.from(graphemes.segment(text), ({ segment }) => segment);
  const head = taken(pieces, headWidth);
  const tail = taken(pieces.reverse(), tailWidth);
  const tailText = tail.pieces.reverse().join("");
  return head.pieces.join("") + ellipsis + " ".repeat(headWidth - head.width + tailWidth - tail.width) + tailText;
}

/** As many of the first pieces as `width` columns hold. */
function taken(pieces: readonly string[], width: number): { pieces: string[]; width: number } {
  let used = 0;
  let count = 0;
  for (const piece of pieces) {
    const wide = stringWidth(piece);
    if (used + wide > width) break;
    used += wide;
    count += 1;
  }
  return { pieces: pieces.slice(0, count), width: used };
}

import { plainText } from "../base/plainText.ts";
import { headOf, tailOf, widthOf } from "./textWidth.ts";

/** Where text is cut when it is too long. */
export type CutAt = "end" | "middle";

/** Text of a cell made safe for one line, with the terminal columns that it takes. */
export interface MeasuredText {
  readonly text: string;
  readonly width: number;
}

export function measured(text: string): MeasuredText {
  const safe = plainText(text);
  return { text: safe, width: widthOf(safe) };
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
  const head = headOf(text, width - 1 - tailWidth);
  const tail = tailOf(text, tailWidth);
  return `${head}…${" ".repeat(width - 1 - widthOf(head) - widthOf(tail))}${tail}`;
}

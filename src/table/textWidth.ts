import stringWidth from "string-width";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const printableAscii = /^[ -~]*$/;
const invisible = /^\p{Default_Ignorable_Code_Point}+$/u;

/**
 * Columns that `text` takes on the screen. A lone combining mark counts as one column, as Ink places it:
 * counting less would let a line grow past the edge.
 */
export function widthOf(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** Measuring one takes a microsecond, and a screen holds the same few again and again. */
const known = new Map<string, number>();
const mostKnown = 4096;

function graphemeWidth(segment: string): number {
  const before = known.get(segment);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const width = invisible.test(segment) ? 0 : Math.max(1, stringWidth(segment));
  known.set(segment, width);
  return width;
}

/** The longest beginning of `text` that fits into `columns`, without an ellipsis. */
export function headOf(text: string, columns: number): string {
  if (printableAscii.test(text)) return text.slice(0, Math.max(0, columns));
  let width = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    width += graphemeWidth(segment);
    if (width > columns) return text.slice(0, index);
  }
  return text;
}

/** The longest end of `text` that fits into `columns`. */
export function tailOf(text: string, columns: number): string {
  if (printableAscii.test(text)) return columns > 0 ? text.slice(-columns) : "";
  let width = widthOf(text);
  for (const { segment, index } of graphemes.segment(text)) {
    if (width <= columns) return text.slice(index);
    width -= graphemeWidth(segment);
  }
  return "";
}

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

function graphemeWidth(segment: string): number {
  return invisible.test(segment) ? 0 : Math.max(1, stringWidth(segment));
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

/** `text` cut to `columns`, with `…` at the end when something is missing. */
export function cutEnd(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return columns < 1 ? "" : `${headOf(text, columns - 1)}…`;
}

/** `text` cut to `columns` with `…` in the middle: both ends of a long name or ARN tell it from its neighbours. */
export function cutMiddle(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns < 1) return "";
  const head = Math.floor((columns - 1) / 2);
  return `${headOf(text, head)}…${tailOf(text, columns - 1 - head)}`;
}

/** Words put into lines of at most `columns`; a longer word is broken. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    let rest = word;
    while (widthOf(rest) > columns) {
      const head = headOf(rest, columns);
      // A wide character on a screen of one column: there is no way to show it.
      if (head === "") return lines;
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

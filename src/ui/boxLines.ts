import type { Look } from "../table/look.ts";
import { fitSpans, type Line, type Span, span, spansWidth } from "./spans.ts";
import { cutEnd } from "./textFit.ts";

/** How a frame is drawn where nothing is the matter. */
export const quietBorder: Look = { dim: true };

/** A framed box, `columns` wide: a title in its upper edge, words and a count in its lower one. */
export function boxLines(
  lines: readonly Line[],
  columns: number,
  { title, foot = "", count = "", border = quietBorder }: BoxWords,
): readonly Line[] {
  const inside = insideBox(columns);
  return [
    edge("╭", span(title, { bold: true }), "", "╮", columns, border),
    ...lines.map((line) => framed(line, inside, border)),
    edge("╰", span(foot, border), count, "╯", columns, border),
  ];
}

/** Columns for text inside of a box. */
export function insideBox(columns: number): number {
  return Math.max(1, columns - 4);
}

export interface BoxWords {
  readonly title: string;
  readonly foot?: string;
  readonly count?: string;
  readonly border?: Look;
}

function framed(line: Line, inside: number, border: Look): Line {
  const fitted = fitSpans(line, inside);
  const filler = span(" ".repeat(Math.max(0, inside - spansWidth(fitted))));
  return [span("│ ", border), ...fitted, filler, span(" │", border)];
}

/** A horizontal edge with words in it: `╭─ Namespace ─────╮`. */
function edge(left: string, words: Span, more: string, right: string, columns: number, border: Look): Line {
  const tail = more === "" ? "" : ` ${more} ─`;
  const text = cutEnd(words.text, columns - 6 - tail.length);
  const title = span(text === "" ? "" : ` ${text} `, words.look);
  const dashes = Math.max(0, columns - 3 - spansWidth([title]) - tail.length);
  return fitSpans([span(`${left}─`, border), title, span("─".repeat(dashes) + tail + right, border)], columns);
}

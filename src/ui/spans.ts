import { plainText } from "../base/plainText.ts";
import type { Look, Styled, StyledLine } from "../table/look.ts";
import { widthOf } from "../table/textWidth.ts";
import { cutEnd } from "./textFit.ts";
import type { Theme } from "./theme.ts";

export type Span = Styled;

/** One line of the screen. */
export type Line = StyledLine;

const plain: Look = {};

/** Whatever comes to the screen comes through here: no control character of a name or an error gets further. */
export function span(text: string, look: Look = plain): Span {
  return { text: plainText(text), look };
}

export function spansWidth(line: Line): number {
  let width = 0;
  for (const { text } of line) width += widthOf(text);
  return width;
}

/** `line` cut to `columns`, with `…` where something is missing. */
export function fitSpans(line: Line, columns: number): Line {
  if (spansWidth(line) <= columns) return line;
  const fitted: Span[] = [];
  let left = columns;
  for (const { text, look } of line) {
    const width = widthOf(text);
    // One column stays free for the ellipsis, since something of this line is going to be missing.
    if (width < left) {
      fitted.push({ text, look });
      left -= width;
      continue;
    }
    const cut = width === left ? cutEnd(`${text} `, left) : cutEnd(text, left);
    if (cut !== "") fitted.push({ text: cut, look });
    break;
  }
  return fitted;
}

/** `left` and `right` at the two edges of a line of `columns`; `left` gives way, and they stay two columns apart. */
export function betweenEdges(left: Line, right: Line, columns: number): Line {
  const end = fitSpans(right, columns);
  const endWidth = spansWidth(end);
  if (endWidth === 0) return fitSpans(left, columns);
  const start = fitSpans(left, Math.max(0, columns - endWidth - 2));
  return [...start, span(" ".repeat(Math.max(0, columns - endWidth - spansWidth(start)))), ...end];
}

/** As many of `groups`, in order of importance, as fit into `columns` with `gap` between them. */
export function joinWhileFitting(groups: readonly Line[], gap: string, columns: number): Line {
  const joined: Span[] = [];
  let width = 0;
  for (const group of groups) {
    const groupWidth = spansWidth(group);
    if (groupWidth === 0) continue;
    const needed = groupWidth + (joined.length === 0 ? 0 : widthOf(gap));
    if (width + needed > columns) break;
    if (joined.length > 0) joined.push(span(gap));
    joined.push(...group);
    width += needed;
  }
  return joined;
}

/** The line with escape sequences, at most `columns` wide. */
export function paintLine(line: Line, columns: number, theme: Theme): string {
  let painted = "";
  for (const { text, look } of fitSpans(line, columns)) painted += theme.paint(text, look);
  return painted;
}

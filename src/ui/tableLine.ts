import type { Look } from "../table/look.ts";
import type { FrameCell, FrameColumn, FrameLine, LineSign } from "../table/tableFrame.ts";
import { type Line, type Span, span } from "./spans.ts";

/** Columns before the first cell: the sign of the line, and that of a mark. */
export const gutterColumns = 2;
/** Columns between two cells. */
export const cellGap = 2;

const gap = " ".repeat(cellGap);

/** The sign in the gutter, so that nothing lives by colour alone. */
const signs: Readonly<Record<LineSign, string>> = { none: " ", new: "+", changed: "~", gone: "-" };
const signLooks: Readonly<Record<LineSign, Look>> = {
  none: {},
  new: { tone: "good", bold: true },
  changed: { tone: "busy", bold: true },
  gone: { dim: true },
};

const parkedLook: Look = { tone: "warning", bold: true };

/** The titles of the columns; the one that orders the table stands out. */
export function titleLine(columns: readonly FrameColumn[]): Line {
  return [
    span(" ".repeat(gutterColumns)),
    ...columns.flatMap(({ title, sorted }, index): Line => {
      const look: Look = sorted === undefined ? { dim: true } : { bold: true };
      return index === 0 ? [span(title, look)] : [span(gap), span(title, look)];
    }),
  ];
}

/** What of the rows is drawn dimmed: nothing, all of what cannot be trusted now, or at a moment before the rest beside what happened then. */
export type Dimmed = "nothing" | "all" | "rest";

/**
 * One row. With `isParkedHere` the cursor's pod, which is gone, would stand before this one. A row that is marked is bold as well, so
 * that it is seen from afar.
 */
export function rowLine({ sign, isMarked, selected, cells }: FrameLine, dimmed: Dimmed, isParkedHere: boolean): Line {
  const letter = (selected || isParkedHere) && sign === "none" ? "›" : signs[sign];
  const isDimmed = dimmed === "all" || sign === "gone" || (dimmed === "rest" && sign !== "new");
  const signLook = isParkedHere ? parkedLook : dimmed === "all" ? { dim: true } : signLooks[sign];
  const line: Span[] = [span(letter + (isMarked ? "*" : " "), signLook)];
  cells.forEach((cell, index) => {
    if (index > 0) line.push(span(gap));
    line.push(...cellSpans(cell, isDimmed && !(dimmed === "rest" && cell.changed)));
  });
  if (selected) return line.map(({ text, look }) => span(text, { ...look, dim: false, inverse: true }));
  return isMarked && !isDimmed ? line.map(({ text, look }) => span(text, { ...look, bold: true })) : line;
}

/** A healthy cell is plain text: on a quiet screen only trouble has a colour. */
function cellSpans({ text, tone, changed }: FrameCell, isDimmed: boolean): Line {
  const look: Look = isDimmed ? { dim: true } : tone === "good" || tone === "normal" ? {} : { tone };
  if (!changed || isDimmed) return [span(text, look)];
  const words = text.trim();
  const start = text.indexOf(words);
  return [
    span(text.slice(0, start), look),
    span(words, { ...look, underline: true, bold: true }),
    span(text.slice(start + words.length), look),
  ];
}

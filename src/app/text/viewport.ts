import type { StyledLine } from "../../table/look.ts";
import { rowsOf, withoutHead } from "./cutLine.ts";
import type { TextLines } from "./textLines.ts";

/** Where one looks at a text. */
export interface Viewport {
  /** The line at the top, and how many of its rows are above the screen when long lines are wrapped. */
  readonly top: number;
  readonly row: number;
  /** Columns that are scrolled away to the left; without effect while lines are wrapped. */
  readonly left: number;
  readonly wraps: boolean;
}

/** Room for the text. */
export interface Room {
  readonly columns: number;
  readonly lines: number;
}

/** One row of the screen. */
export interface VisibleRow {
  readonly line: number;
  readonly text: StyledLine;
}

/** At the beginning of a text. */
export const atStart: Viewport = { top: 0, row: 0, left: 0, wraps: false };

/** The rows on the screen, at most as many as there is room for. Asks for no other line than those. */
export function visibleRows(text: TextLines, view: Viewport, { columns, lines }: Room): readonly VisibleRow[] {
  const rows: VisibleRow[] = [];
  for (let line = view.top; line < text.end && rows.length < lines; line++) {
    const styled = text.styled(line);
    if (!view.wraps) rows.push({ line, text: withoutHead(styled, view.left) });
    else {
      const skipped = line === view.top ? view.row : 0;
      for (const row of rowsOf(styled, columns).slice(skipped, skipped + lines - rows.length)) {
        rows.push({ line, text: row });
      }
    }
  }
  return rows;
}

/** As far down as the last row is on the screen. */
export function atEnd(text: TextLines, view: Viewport, room: Room): Viewport {
  return scrolled(text, { ...view, top: text.end, row: 0 }, -room.lines, room);
}

/** Moved by so many rows, stopping at the ends. */
export function scrolled(text: TextLines, view: Viewport, by: number, room: Room): Viewport {
  return by < 0 ? up(text, view, -by, room) : within(text, down(text, view, by, room), room);
}

/** The same place, as far as the text still has it. */
export function within(text: TextLines, view: Viewport, room: Room): Viewport {
  if (view.top < text.first) return { ...view, top: text.first, row: 0 };
  const row = Math.min(view.row, heightOf(text, view.top, view, room) - 1);
  const last = atEnd(text, view, room);
  const isBelow = view.top > last.top || (view.top === last.top && row > last.row);
  return isBelow ? last : { ...view, row };
}

/** With `line` on the screen; where it is already, nothing moves. */
export function showing(text: TextLines, view: Viewport, line: number, room: Room): Viewport {
  if (visibleRows(text, view, room).some((row) => row.line === line)) return view;
  const above = Math.floor(room.lines / 3);
  return within(text, scrolled(text, { ...view, top: line, row: 0 }, -above, room), room);
}

function up(text: TextLines, view: Viewport, by: number, room: Room): Viewport {
  let { top, row } = view;
  let left = by;
  while (left > row && top > text.first) {
    left -= row;
    top--;
    row = heightOf(text, top, view, room);
  }
  return { ...view, top: Math.max(top, text.first), row: Math.max(0, row - left) };
}

function down(text: TextLines, view: Viewport, by: number, room: Room): Viewport {
  let { top, row } = view;
  let left = by;
  while (left > 0 && top < text.end) {
    const height = heightOf(text, top, view, room);
    const step = Math.min(left, height - row);
    left -= step;
    row += step;
    if (row === height) {
      top++;
      row = 0;
    }
  }
  return { ...view, top, row };
}

function heightOf(text: TextLines, line: number, { wraps }: Viewport, { columns }: Room): number {
  if (!wraps || line < text.first || line >= text.end) return 1;
  return rowsOf(text.styled(line), columns).length;
}

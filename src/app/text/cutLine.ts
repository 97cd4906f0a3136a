import { type Styled, type StyledLine, styled } from "../../table/look.ts";
import { headOf, tailOf, widthOf } from "../../table/textWidth.ts";

/** The line without its first `columns`. A wide letter that is cut in two leaves a space. */
export function withoutHead(line: StyledLine, columns: number): StyledLine {
  let left = columns;
  const rest: Styled[] = [];
  for (const piece of line) {
    const width = widthOf(piece.text);
    if (left <= 0) rest.push(piece);
    else if (width > left) {
      const tail = tailOf(piece.text, width - left);
      rest.push(styled(" ".repeat(width - left - widthOf(tail)) + tail, piece.look));
    }
    left -= width;
  }
  return rest;
}

/** The line in rows of at most `columns`, at least one. */
export function rowsOf(line: StyledLine, columns: number): readonly StyledLine[] {
  const rows: Styled[][] = [];
  let row: Styled[] = [];
  let room = columns;
  for (const { text, look } of line) {
    let rest = text;
    while (rest !== "") {
      const head = headOf(rest, room);
      if (head === "") {
        // A letter that is wider than the screen: there is no way to show it.
        if (row.length === 0 && room === columns) break;
        rows.push(row);
        row = [];
        room = columns;
        continue;
      }
      row.push(styled(head, look));
      room -= widthOf(head);
      rest = rest.slice(head.length);
    }
  }
  return [...rows, row];
}

/** The line with `ranges` of its letters, in order, turned round. */
export function withMarks(line: StyledLine, ranges: readonly Range[]): StyledLine {
  if (ranges.length === 0) return line;
  const marked: Styled[] = [];
  let at = 0;
  for (const { text, look } of line) {
    const end = at + text.length;
    let from = at;
    for (const range of ranges) {
      const start = Math.max(range.start, at);
      const stop = Math.min(range.end, end);
      if (start >= stop) continue;
      if (start > from) marked.push(styled(text.slice(from - at, start - at), look));
      marked.push(styled(text.slice(start - at, stop - at), { ...look, dim: false, inverse: true }));
      from = stop;
    }
    if (from < end) marked.push(styled(text.slice(from - at), look));
    at = end;
  }
  return marked;
}

/** A part of a text, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

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

/** The line in rows of at most `columns`, at least one: broken behind a space where one is near, else anywhere. */
export function rowsOf(line: StyledLine, columns: number): readonly StyledLine[] {
  const text = line.map((piece) => piece.text).join("");
  const rows: StyledLine[] = [];
  let start = 0;
  for (;;) {
    const rest = text.slice(start);
    const head = headOf(rest, columns);
    if (head.length === rest.length) return [...rows, part(line, start, text.length)];
    // A letter that is wider than the screen: there is no way to show it.
    if (head === "") return rows.length === 0 ? [[]] : rows;
    const end = start + breakIn(head, rest);
    rows.push(part(line, start, end));
    start = end;
  }
}

/** Letters of `head` before the best place to break, where `rest` goes on with more. */
function breakIn(head: string, rest: string): number {
  const behindSpace = head.lastIndexOf(" ") + 1;
  return rest[head.length] === " " || behindSpace <= head.length / 2 ? head.length : behindSpace;
}

/** The pieces of a line from one of its letters to another. */
function part(line: StyledLine, start: number, end: number): StyledLine {
  const pieces: Styled[] = [];
  let at = 0;
  for (const { text, look } of line) {
    const letters = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (letters !== "") pieces.push(styled(letters, look));
    at += text.length;
  }
  return pieces;
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

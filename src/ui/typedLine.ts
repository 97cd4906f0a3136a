import type { Look } from "../table/look.ts";
import { widthOf } from "../table/textWidth.ts";
import { type Line, type Span, span, spansWidth } from "./spans.ts";

/** Text that is being typed: offsets are UTF-16 units of `text`. */
export interface TypedText {
  readonly text: string;
  readonly cursor: number;
  /** Ranges that do not parse: underlined. */
  readonly errors?: readonly { readonly start: number; readonly end: number }[];
  /** Greyed text behind the cursor. */
  readonly completion?: string;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The text with its cursor, scrolled so that the cursor is within `columns`. May be longer at its end. */
export function typedLine({ text, cursor, errors = [], completion = "" }: TypedText, columns: number): Line {
  const before: Span[] = [];
  const after: Span[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const isWrong = errors.some(({ start, end }) => index >= start && index < end);
    const look: Look = isWrong ? { tone: "bad", underline: true } : {};
    if (index + segment.length <= cursor) before.push(span(segment, look));
    else after.push(span(segment, after.length === 0 ? { ...look, inverse: true } : look));
  }
  if (after.length === 0) after.push(...cursorAtEnd(completion));
  else after.push(span(completion, { dim: true }));
  const whole = [...before, ...after];
  const cursorWidth = widthOf(after[0]?.text ?? "");
  // What is cut off behind the cursor leaves an ellipsis.
  const room = columns - cursorWidth - (spansWidth(after) > cursorWidth ? 1 : 0);
  let width = spansWidth(before);
  if (width <= room || spansWidth(whole) <= columns) return whole;
  let start = 0;
  while (width > room - 1 && start < before.length) {
    width -= widthOf(before[start]?.text ?? "");
    start++;
  }
  return [span("…", { dim: true }), ...before.slice(start), ...after];
}

function cursorAtEnd(completion: string): Line {
  for (const { segment } of graphemes.segment(completion)) {
    return [span(segment, { inverse: true }), span(completion.slice(segment.length), { dim: true })];
  }
  return [span(" ", { inverse: true })];
}

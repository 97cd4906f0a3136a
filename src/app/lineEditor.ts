import { plainText } from "../base/plainText.ts";
import type { KeyChord } from "./keyChord.ts";

/** A line that is being typed. `cursor` is an index into `text` in UTF-16 units, always between two graphemes. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

export const emptyLine: EditedLine = { text: "", cursor: 0 };

/** A line with `text` in it and the cursor at its end. */
export function lineOf(text: string): EditedLine {
  return { text, cursor: text.length };
}

/** Puts `text` in at the cursor: one typed character or a whole paste, whose line breaks and control characters go. */
export function insert(line: EditedLine, text: string): EditedLine {
  const clean = plainText(text.replace(/[\r\n\t]+/g, " "));
  const before = line.text.slice(0, line.cursor) + clean;
  return { text: before + line.text.slice(line.cursor), cursor: before.length };
}

/** What an editing key makes of the line; undefined when the key edits nothing. */
export function edit(line: EditedLine, chord: KeyChord): EditedLine | undefined {
  return edits[chord]?.(line);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function graphemeBefore({ text, cursor }: EditedLine): number {
  let start = 0;
  for (const { index } of segmenter.segment(text.slice(0, cursor))) start = index;
  return start;
}

function graphemeAfter({ text, cursor }: EditedLine): number {
  for (const { segment } of segmenter.segment(text.slice(cursor))) return cursor + segment.length;
  return cursor;
}

/** Where the word before the cursor starts: spaces first, then what is not a space, as in a shell. */
function wordBefore({ text, cursor }: EditedLine): number {
  return cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
}

function wordAfter({ text, cursor }: EditedLine): number {
  return cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);
}

/** The line without what is between `start` and `end`. */
function without({ text }: EditedLine, start: number, end: number): EditedLine {
  return { text: text.slice(0, start) + text.slice(end), cursor: start };
}

const toStart = (line: EditedLine): EditedLine => ({ ...line, cursor: 0 });
const toEnd = (line: EditedLine): EditedLine => ({ ...line, cursor: line.text.length });
const toLeft = (line: EditedLine): EditedLine => ({ ...line, cursor: graphemeBefore(line) });
const toRight = (line: EditedLine): EditedLine => ({ ...line, cursor: graphemeAfter(line) });
const toWordLeft = (line: EditedLine): EditedLine => ({ ...line, cursor: wordBefore(line) });
const toWordRight = (line: EditedLine): EditedLine => ({ ...line, cursor: wordAfter(line) });

/** The editing keys of a shell's line. */
const edits: { readonly [Chord in KeyChord]?: (line: EditedLine) => EditedLine } = {
  backspace: (line) => without(line, graphemeBefore(line), line.cursor),
  delete: (line) => without(line, line.cursor, graphemeAfter(line)),
  "ctrl-d": (line) => without(line, line.cursor, graphemeAfter(line)),
  "ctrl-w": (line) => without(line, wordBefore(line), line.cursor),
  "ctrl-u": (line) => without(line, 0, line.cursor),
  "ctrl-k": (line) => without(line, line.cursor, line.text.length),
  "ctrl-a": toStart,
  home: toStart,
  "ctrl-e": toEnd,
  end: toEnd,
  left: toLeft,
  "ctrl-b": toLeft,
  right: toRight,
  "ctrl-f": toRight,
  "ctrl-left": toWordLeft,
  "alt-b": toWordLeft,
  "ctrl-right": toWordRight,
  "alt-f": toWordRight,
};

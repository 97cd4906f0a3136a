import type { StyledLine } from "../../table/look.ts";

/**
 * Lines of text by number. A line keeps its number and its letters: a text that grows gets more at its end, and may lose its
 * oldest at the front; any other change makes other lines.
 */
export interface TextLines {
  /** Number of the oldest line that is still there. */
  readonly first: number;
  /** One more than the number of the newest. */
  readonly end: number;
  /** Its letters alone, safe for one line of a terminal: what is searched and copied. */
  plain(line: number): string;
  /** As it is drawn: the same letters. */
  styled(line: number): StyledLine;
}

/** A text that is all there. */
export function textLines(lines: readonly StyledLine[]): TextLines {
  return {
    first: 0,
    end: lines.length,
    plain: (line) => plainOf(lines[line] ?? []),
    styled: (line) => lines[line] ?? [],
  };
}

/** The letters of a line. */
export function plainOf(line: StyledLine): string {
  return line.map(({ text }) => text).join("");
}

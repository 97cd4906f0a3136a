import type { Tone } from "./column.ts";

/** What is remarkable about a line: it just came, some of its cells just changed, its object is gone. */
export type LineSign = "none" | "new" | "changed" | "gone";

/** One cell of the visible part, exactly as wide as its column, safe for the terminal. */
export interface FrameCell {
  readonly text: string;
  readonly tone: Tone;
  /** Changed a moment ago. */
  readonly changed: boolean;
}

/** One visible row. The same line is the same object, so that a view can skip what did not change. */
export interface FrameLine {
  readonly key: string;
  readonly uid: string;
  readonly sign: LineSign;
  /** A person has marked it. */
  readonly isMarked: boolean;
  readonly selected: boolean;
  readonly cells: readonly FrameCell[];
}

export interface FrameColumn {
  readonly id: string;
  /** As wide as the column, with an arrow when the table is sorted by it. */
  readonly title: string;
  readonly width: number;
  readonly sorted: "ascending" | "descending" | undefined;
}

/** The visible part of a table as text: all that a screen needs to draw it. */
export interface TableFrame {
  readonly columns: readonly FrameColumn[];
  readonly lines: readonly FrameLine[];
  /** Index of the first line among the rows that pass the filter. */
  readonly top: number;
  /** Rows that pass the filter, and all rows. */
  readonly shown: number;
  readonly total: number;
  /** Rows that are folded away. The last line is left for who says so. */
  readonly folded: number;
  /** True when the cursor's object is gone: actions are off until the cursor moves. */
  readonly parked: boolean;
  /** While parked: index in `lines` before which the object would stand, when that is in sight. */
  readonly parkedLine?: number;
}

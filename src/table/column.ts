import type { RowTurning } from "./turningRows.ts";

/** The least that the table needs to know of a row. */
export interface Keyed {
  readonly key: string;
  /** Identity: a new uid under an old key is another thing. */
  readonly uid: string;
}

/** How much a cell wants to be noticed. Never the only sign: the text says it too. */
export type Tone = "normal" | "good" | "busy" | "warning" | "bad" | "muted";

/**
 * One column of a table. Text and order come from the row's values, never from each other.
 * Methods, not function properties, on purpose: a registry of several kinds of row would not compile otherwise, and
 * a table only ever meets rows of its own kind.
 */
export interface Column<Row> {
  /** For sorting and typed filter terms: `restarts`. */
  readonly id: string;
  /** For the header: `RESTARTS`. */
  readonly title: string;
  /** Columns with the highest number are dropped first when the screen is narrow; 0 is never dropped. */
  readonly dropOrder: number;
  readonly align?: "left" | "right";
  /** Only in the wide table. */
  readonly wide?: boolean;
  /**
   * Only while measurements are shown. What it says is no part of the row: text and order may change with `remeasured` of the table, and
   * words of a filter do not look at it.
   */
  readonly measured?: boolean;
  /** Only when rows of several namespaces are shown. */
  readonly acrossNamespaces?: boolean;
  /** Only while some row is of concern. */
  readonly whileConcerned?: boolean;
  /** Takes only what is left when every column with a lower `dropOrder` has the width that its texts want. At most one a table. */
  readonly takesRest?: boolean;
  /**
   * Gives way first when the line is short: this column is cut in its middle, so that both ends stay readable.
   * At most one a table; without any it is the first column whose `dropOrder` is 0.
   */
  readonly elastic?: boolean;
  /** So many columns of the screen are enough to be of use: longer text is cut at its end before another column is dropped. */
  readonly least?: number;
  text(row: Row, now: number): string;
  tone?(row: Row): Tone;
  /** Ascending; 0 for a tie. */
  compare(a: Row, b: Row): number;
  /** Whoever sorts by this column wants the most first. */
  readonly mostFirst?: boolean;
  /** True when this cell's text may depend on `now`, so that it must be drawn again as time goes by. */
  readonly ages?: boolean;
  /**
   * Milliseconds from `now` for which `text` stays the same if the row does: never more than the truth, Infinity for ever.
   * Asked only when `ages`; without it the text is taken to change each second. With it a screen of day-old rows
   * sleeps for an hour.
   */
  steadyFor?(row: Row, now: number): number;
  /**
   * False when no text of this column can contain `word` (lower case, not empty), so that a filter need not make the
   * text: `web` cannot be part of `2/2`. Without it, any word may be.
   */
  mayContain?(word: string): boolean;
  /** True when no text of this column has a capital letter, so that a filter need not fold its case. */
  readonly isLowerCase?: boolean;
}

/** Everything the table must be told about a kind of row. */
export interface TableSpec<Row extends Keyed> {
  readonly columns: readonly Column<Row>[];
  /** The order of kubectl: by key, bytewise. */
  defaultCompare(a: Row, b: Row): number;
  /** Typed filter terms, `status=Crash*`, by name. */
  readonly terms: readonly FilterTerm<Row>[];
  /** Groups rows for the summary line: `Running` 120. */
  summaryOf(row: Row): SummaryLabel;
  /** What somebody should look at the row for, in one word; undefined for nearly all rows, and of all when nothing is ever of concern. */
  concernOf?(row: Row): SummaryLabel | undefined;
  /** True of rows that may be folded away, since nothing will become of them. */
  isDone?(row: Row): boolean;
  /** The row is on its way out, and says no more than that. */
  isLeaving(row: Row): boolean;
  /** Bytes that a row takes when it is kept although another one has its place: an estimate. */
  bytesOf(row: Row): number;
  /** Absent when time changes no row. What a row's order, concern and summary depend on may change only with the row itself. */
  readonly turning?: RowTurning<Row>;
}

/** What a row counts as. The tone belongs to the label: rows with the same label have the same tone. */
export interface SummaryLabel {
  readonly label: string;
  readonly tone: Tone;
}

/** A typed filter term. `parse` throws a FilterError with the reason when operator or value do not fit. */
export interface FilterTerm<Row> {
  /** Lower case. Written `name=value` with any operator, or `name:value`, which is `parse("=", "value")`: `label:app=web` is `parse("=", "app=web")`. */
  readonly name: string;
  /** Shown in the help: `restarts>=5`. */
  readonly example: string;
  /** True when the answer of what `parse` returns may depend on `now`, so that it must be asked again as time goes by. */
  readonly ages?: boolean;
  parse(operator: FilterOperator, value: string): RowTest<Row>;
}

/** What a parsed term says of a row. */
export interface RowTest<Row> {
  (row: Row, now: number): boolean;
  /** As `Column.steadyFor`, for the answer: asked only when the term `ages`; without it the answer is asked for each second. */
  steadyFor?(row: Row, now: number): number;
}

export type FilterOperator = "=" | "!=" | ">" | ">=" | "<" | "<=";

/** Why a filter term cannot be used, for the person typing it. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}

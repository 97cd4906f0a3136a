import type { Column, Keyed } from "./column.ts";
import { AnswerTime, type RowFilter } from "./rowFilter.ts";
import type { Moment } from "./rowHistory.ts";
import type { RowSign } from "./rowSigns.ts";
import { addDifference, type RowDelta, rowBefore } from "./rowStore.ts";

/** What a moment made of the rows, to be seen as long as it is shown. */
export class MomentChanges<Row extends Keyed> {
  /** At most one of each uid: how often it changed within the moment does not count. */
  readonly deltas: readonly RowDelta<Row>[];
  /** Rows that are gone since the moment before, and whose key nobody took. */
  readonly gone: readonly Row[];
  readonly #at: number;
  readonly #before = new Map<string, Row | undefined>();

  /** `shown` are the rows at the moment. */
  constructor({ at, deltas }: Moment<Row>, shown: (key: string) => Row | undefined) {
    this.#at = at;
    for (const delta of deltas) {
      const { key } = delta.row;
      if (!this.#before.has(key)) this.#before.set(key, rowBefore(delta));
    }
    const differences: RowDelta<Row>[] = [];
    for (const [key, before] of this.#before) addDifference(differences, before, shown(key));
    this.deltas = differences;
    this.gone = differences.flatMap(({ kind, row }) =>
      kind === "remove" && shown(row.key) === undefined ? [row] : [],
    );
  }

  /** Those of which a person sees something who looks through `filter` at `columns`. */
  seen(filter: RowFilter<Row> | undefined, columns: readonly Column<Row>[]): readonly RowDelta<Row>[] {
    return this.deltas.filter((delta) => isSeen({ at: this.#at, deltas: [delta] }, filter, columns));
  }

  /** What is remarkable about a row of the moment. */
  of(row: Row, columns: readonly Column<Row>[]): RowSign {
    const isChanged = this.#before.has(row.key);
    const before = this.#before.get(row.key);
    const isNew = isChanged && before?.uid !== row.uid;
    const changed = isNew || before === undefined ? [] : changedColumns(before, row, columns, this.#at);
    return { isNew, changed: new Set(changed.map(({ id }) => id)), until: Number.POSITIVE_INFINITY };
  }
}

/** Whether a person who looks through `filter` at `columns` sees that something changed. */
export function isSeen<Row>(
  { at, deltas }: Moment<Row>,
  filter: RowFilter<Row> | undefined,
  columns: readonly Column<Row>[],
): boolean {
  const answer = new AnswerTime();
  const passes = (row: Row) => filter?.passes(row, at, answer) ?? true;
  return deltas.some((delta) => {
    if (delta.kind !== "change") return passes(delta.row);
    const isShown = passes(delta.row);
    return (
      isShown !== passes(delta.before) || (isShown && changedColumns(delta.before, delta.row, columns, at).length > 0)
    );
  });
}

/** The columns that say something else of `row` than of `before`, at the same time. */
export function changedColumns<Row>(
  before: Row,
  row: Row,
  columns: readonly Column<Row>[],
  now: number,
): readonly Column<Row>[] {
  return columns.filter((column) => column.text(before, now) !== column.text(row, now));
}

import type { Keyed } from "./column.ts";
import type { RowOrder } from "./rowOrder.ts";
import type { RowDelta } from "./rowStore.ts";

/** Where the cursor is among the shown rows. */
export interface CursorPlace<Row> {
  /** Its object's index, or while parked the index that its object had or would have. */
  readonly index: number;
  /** Its object as last seen; undefined when there was never a row. */
  readonly row: Row | undefined;
  /** Its object is gone or filtered out. */
  readonly isParked: boolean;
}

/**
 * Stays on its object, by uid, wherever rows go. When the object goes it does not jump to a neighbour: it parks and
 * remembers the place until it is moved. Before it is first held it is on the first row, whichever that is.
 */
export class Cursor<Row extends Keyed> {
  #row: Row | undefined;
  #isGone = false;
  /** The object that a filter took the cursor from; undefined once the cursor is moved. */
  #before: Row | undefined;

  /** Keeps up with what became of its object. */
  follow(deltas: readonly RowDelta<Row>[]): void {
    const uid = this.#row?.uid;
    const before = this.#before?.uid;
    if (uid === undefined) return;
    for (const delta of deltas) {
      if (delta.row.uid === before) this.#before = delta.kind === "remove" ? undefined : delta.row;
      if (delta.row.uid !== uid) continue;
      this.#row = delta.row;
      this.#isGone = delta.kind === "remove";
    }
  }

  placeIn(order: RowOrder<Row>): CursorPlace<Row> {
    const row = this.#row;
    if (row === undefined) return { index: 0, row: order.at(0), isParked: false };
    const index = order.indexOf(row);
    return index < 0 ? { index: order.rankOf(row), row, isParked: true } : { index, row, isParked: this.#isGone };
  }

  /** Stays from now on with the object that it is on. */
  hold(order: RowOrder<Row>): void {
    this.#row ??= order.at(0);
  }

  /** Goes to the shown row at `index`, or the nearest there is; past those that `isGone` names, upwards when `by` is negative. */
  goTo(order: RowOrder<Row>, index: number, by: number, isGone: (row: Row) => boolean): void {
    const last = order.shown - 1;
    const start = Math.max(0, Math.min(index, last));
    const step = by < 0 ? -1 : 1;
    const row = nextThere(order, start, step, isGone) ?? nextThere(order, start, -step, isGone);
    if (row === undefined) return;
    this.#row = row;
    this.#isGone = false;
    this.#before = undefined;
  }

  /**
   * After a person has changed the filter: when that hid the object the cursor goes to the first row there is, since that is what one
   * filters for, and back to the object as soon as a filter shows it again. What goes by itself takes the cursor nowhere.
   */
  settle(order: RowOrder<Row>, isGone: (row: Row) => boolean): void {
    const row = this.#before ?? this.#row;
    if (row === undefined || this.#isGone) return;
    if (order.indexOf(row) < 0) this.goTo(order, 0, 1, isGone);
    else this.#row = row;
    this.#before = order.indexOf(row) < 0 ? row : undefined;
  }

  /** Moves by a number of rows. From a parked place one down is the row that follows it, one up the row before. */
  moveBy(order: RowOrder<Row>, by: number, isGone: (row: Row) => boolean): void {
    const { index, row } = this.placeIn(order);
    const isBetween = row !== undefined && order.at(index)?.uid !== row.uid;
    this.goTo(order, index + by - (isBetween && by > 0 ? 1 : 0), by, isGone);
  }
}

function nextThere<Row extends Keyed>(
  order: RowOrder<Row>,
  start: number,
  step: number,
  isGone: (row: Row) => boolean,
): Row | undefined {
  for (let index = start; ; index += step) {
    const row = order.at(index);
    if (row === undefined || !isGone(row)) return row;
  }
}

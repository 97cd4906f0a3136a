import type { Keyed } from "./column.ts";

/** How rows become others as time goes by. */
export interface RowTurning<Row> {
  /** The row as it is at `now`: the same object as long as time has changed nothing. */
  rowAt(row: Row, now: number): Row;
  /** When time alone may change it next after `now`, milliseconds since the epoch; Infinity when it cannot. */
  turnsAt(row: Row, now: number): number;
}

/** Remembers which rows time will change, so that nobody looks at the others, and at these only when it is time. */
export class TurningRows<Row extends Keyed> {
  readonly #turning: RowTurning<Row>;
  readonly #turns = new Map<string, number>();
  /** No row turns before. */
  #until = Number.POSITIVE_INFINITY;
  #settledAt = Number.NEGATIVE_INFINITY;

  constructor(turning: RowTurning<Row>) {
    this.#turning = turning;
  }

  /** When the first of them turns; Infinity when none will. */
  get until(): number {
    return this.#until;
  }

  /** A row that came or changed, as it is at `now`. From now on it is watched. */
  settle(row: Row, now: number): Row {
    this.#settledAt = Math.max(this.#settledAt, now);
    const at = this.#turning.turnsAt(row, now);
    if (Number.isFinite(at)) {
      this.#turns.set(row.key, at);
      this.#until = Math.min(this.#until, at);
    } else if (this.#turns.size > 0) {
      this.#turns.delete(row.key);
    }
    return this.#turning.rowAt(row, now);
  }

  /** The rows that time has changed, as they are at `now`. `rowOf` knows those that are there; a clock that was set back asks about `all`. */
  turned(now: number, rowOf: (key: string) => Row | undefined, all: () => Iterable<Row>): Row[] {
    if (now < this.#settledAt) {
      this.#settledAt = now;
      return this.#changed(all(), now);
    }
    if (now < this.#until) return [];
    const due: Row[] = [];
    this.#until = Number.POSITIVE_INFINITY;
    for (const [key, at] of this.#turns) {
      if (at > now) {
        this.#until = Math.min(this.#until, at);
        continue;
      }
      this.#turns.delete(key);
      const row = rowOf(key);
      if (row !== undefined) due.push(row);
    }
    return this.#changed(due, now);
  }

  #changed(rows: Iterable<Row>, now: number): Row[] {
    const changed: Row[] = [];
    for (const row of rows) {
      const settled = this.settle(row, now);
      if (settled !== row) changed.push(settled);
    }
    return changed;
  }
}

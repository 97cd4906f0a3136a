import type { Keyed } from "./column.ts";
import type { RowOrder } from "./rowOrder.ts";
import type { RowDelta } from "./rowStore.ts";

/** How long a row that is gone stays in sight. */
const lingerMs = 3000;

/** Rows that are gone but stay in their place for a moment, so that a person sees what went instead of a jump. */
export class Ghosts<Row extends Keyed> {
  readonly #byKey = new Map<string, { readonly row: Row; readonly until: number }>();

  get size(): number {
    return this.#byKey.size;
  }

  /** When the first of them will leave; Infinity when there is none. */
  get until(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { until } of this.#byKey.values()) first = Math.min(first, until);
    return first;
  }

  has(row: Row): boolean {
    return this.#byKey.size > 0 && this.#byKey.get(row.key)?.row.uid === row.uid;
  }

  /** How many of them are among the rows that `order` shows. */
  countIn(order: RowOrder<Row>): number {
    let count = 0;
    for (const { row } of this.#byKey.values()) if (order.indexOf(row) >= 0) count += 1;
    return count;
  }

  /** The removals whose time has come. A clock that was set back does not keep them. */
  expired(now: number): RowDelta<Row>[] {
    const leaving = [...this.#byKey.values()].filter(({ until }) => now >= until || now < until - lingerMs);
    return leaving.map(({ row }) => this.#leave(row));
  }

  /** The differences without the removals of rows in sight; a new object under the same key ends the wait. */
  holdBack(deltas: readonly RowDelta<Row>[], inSight: ReadonlySet<string>, now: number): RowDelta<Row>[] {
    return deltas.flatMap((delta): RowDelta<Row>[] => {
      if (delta.kind === "remove" && inSight.has(delta.row.uid)) {
        this.#byKey.set(delta.row.key, { row: delta.row, until: now + lingerMs });
        return [];
      }
      const ghost = delta.kind === "add" ? this.#byKey.get(delta.row.key) : undefined;
      return ghost === undefined ? [delta] : [this.#leave(ghost.row), delta];
    });
  }

  /** Shows rows that are gone until they are dismissed. */
  raised(rows: readonly Row[]): RowDelta<Row>[] {
    for (const row of rows) this.#byKey.set(row.key, { row, until: Number.POSITIVE_INFINITY });
    return rows.map((row) => ({ kind: "add", row }));
  }

  /** Lets all of them go. */
  dismissed(): RowDelta<Row>[] {
    return [...this.#byKey.values()].map(({ row }) => this.#leave(row));
  }

  #leave(row: Row): RowDelta<Row> {
    this.#byKey.delete(row.key);
    return { kind: "remove", row };
  }
}

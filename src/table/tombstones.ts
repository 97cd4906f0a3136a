import type { Keyed } from "./column.ts";
import type { RowDelta } from "./rowStore.ts";

/** How long and how many rows are remembered that are gone. */
export const tombstoneBounds = { ms: 10 * 60_000, rows: 1_000 } as const;

/** A row that is gone. Times are milliseconds since the epoch by the server's clock. */
export interface Tombstone<Row> {
  /** As it was last seen. */
  readonly row: Row;
  /** As it was last seen before it began to leave, which says more than that it was leaving. */
  readonly before: Row;
  /** When it began to leave; when it was gone, where nobody saw it leave. */
  readonly leftAt: number;
  readonly goneAt: number;
}

/** Remembers for a while what rows that are gone last were. */
export class Tombstones<Row extends Keyed> {
  readonly #isLeaving: (row: Row) => boolean;
  /** Rows that are leaving, by uid. */
  readonly #leaving = new Map<string, Pick<Tombstone<Row>, "before" | "leftAt">>();
  /** By uid, the oldest first. */
  readonly #gone = new Map<string, Tombstone<Row>>();

  constructor(isLeaving: (row: Row) => boolean) {
    this.#isLeaving = isLeaving;
  }

  note(deltas: readonly RowDelta<Row>[], now: number): void {
    for (const delta of deltas) {
      const { row } = delta;
      if (delta.kind === "change" && this.#isLeaving(row) && !this.#isLeaving(delta.before)) {
        this.#leaving.set(row.uid, { before: delta.before, leftAt: now });
      } else if (delta.kind === "remove") {
        this.#gone.set(row.uid, { before: row, leftAt: now, ...this.#leaving.get(row.uid), row, goneAt: now });
        this.#leaving.delete(row.uid);
      } else if (delta.kind === "add") {
        // Selectors may let go of a row and take it again.
        this.#gone.delete(row.uid);
      }
    }
    this.#forget(now);
  }

  /** The newest first. */
  all(now: number): readonly Tombstone<Row>[] {
    this.#forget(now);
    return [...this.#gone.values()].reverse();
  }

  /** How many there are. */
  count(now: number): number {
    this.#forget(now);
    return this.#gone.size;
  }

  /** Undefined when it is not gone, or nobody remembers. */
  of(uid: string): Tombstone<Row> | undefined {
    return this.#gone.get(uid);
  }

  #forget(now: number): void {
    for (const [uid, { goneAt }] of this.#gone) {
      if (now - goneAt < tombstoneBounds.ms && this.#gone.size <= tombstoneBounds.rows) return;
      this.#gone.delete(uid);
    }
  }
}

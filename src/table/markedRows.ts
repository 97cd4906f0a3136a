import type { Keyed } from "./column.ts";
import type { RowOrder } from "./rowOrder.ts";

/** How many rows are marked, and how many of those a filter or a fold hides. */
export interface MarkCount {
  readonly count: number;
  readonly hidden: number;
}

/** The rows that a person has marked, by uid: wherever a row goes its mark goes with it, until its object is gone. */
export class MarkedRows<Row extends Keyed> {
  readonly #byUid = new Map<string, Row>();

  has(uid: string): boolean {
    return this.#byUid.has(uid);
  }

  /** Marks a row, or takes its mark off. */
  toggle(row: Row): void {
    if (!this.#byUid.delete(row.uid)) this.#byUid.set(row.uid, row);
  }

  clear(): void {
    this.#byUid.clear();
  }

  /** Keeps up with what became of the rows: of those that are shown, and of the newest, which tell whether an object is gone. */
  follow(shown: (key: string) => Row | undefined, newest: (key: string) => Row | undefined): void {
    for (const [uid, { key }] of this.#byUid) {
      const row = shown(key);
      if (newest(key)?.uid !== uid) this.#byUid.delete(uid);
      else if (row?.uid === uid) this.#byUid.set(uid, row);
    }
  }

  /** The newest row of each, in no particular order; those whose object is gone by now are left out. */
  newest(rowOf: (key: string) => Row | undefined): Row[] {
    return [...this.#byUid.values()].flatMap(({ key, uid }) => {
      const row = rowOf(key);
      return row?.uid === uid ? [row] : [];
    });
  }

  countIn(order: RowOrder<Row>): MarkCount {
    const rows = [...this.#byUid.values()];
    return { count: rows.length, hidden: rows.filter((row) => order.indexOf(row) < 0).length };
  }
}

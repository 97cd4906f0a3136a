import type { Keyed } from "./column.ts";

/** One change as a source tells it, in order. */
export type RowChange<Row> =
  | { readonly type: "put"; readonly row: Row }
  | { readonly type: "remove"; readonly key: string };

/** One difference between two states of the table. A new uid under an old key is a removal, then an addition. */
export type RowDelta<Row> =
  | { readonly kind: "add"; readonly row: Row }
  | { readonly kind: "change"; readonly before: Row; readonly row: Row }
  | { readonly kind: "remove"; readonly row: Row };

/** Keys whose rows have changed, for somebody who looks at his own times. */
export interface ChangedKeys {
  /** Those since the last call; at first all there are. */
  take(): ReadonlySet<string>;
  close(): void;
}

/**
 * The newest row of every key, and what is different since `take` was last called. Knows no order and no screen.
 * Any number of changes to one key is one difference, however long nobody takes.
 */
export class RowStore<Row extends Keyed> {
  #rows = new Map<string, Row>();
  /** What each key that changed was when differences were last taken. */
  #before = new Map<string, Row | undefined>();
  readonly #collectors = new Set<(key: string) => void>();

  /** Keys that are not as they were when differences were last taken. */
  get waiting(): number {
    return this.#before.size;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** All rows, in no particular order. */
  rows(): Iterable<Row> {
    return this.#rows.values();
  }

  /** Collects all keys, and from now on those that change, whoever else takes differences. */
  collect(): ChangedKeys {
    let keys = new Set(this.#rows.keys());
    const collect = (key: string) => void keys.add(key);
    this.#collectors.add(collect);
    return {
      take: () => {
        const taken = keys;
        keys = new Set();
        return taken;
      },
      close: () => this.#collectors.delete(collect),
    };
  }

  apply(changes: readonly RowChange<Row>[]): void {
    for (const change of changes) {
      if (change.type === "put") {
        this.#set(change.row.key, change.row);
      } else {
        this.#set(change.key, undefined);
      }
    }
  }

  /** Makes `rows` all there is. The map is not kept. */
  replace(rows: ReadonlyMap<string, Row>): void {
    for (const key of this.#rows.keys()) {
      if (!rows.has(key)) this.#set(key, undefined);
    }
    for (const [key, row] of rows) this.#set(key, row);
  }

  /** The differences since the last call, in no particular order. What `settled` makes of a row that is new or changed takes its place. */
  take(settled: (row: Row) => Row = (row) => row): RowDelta<Row>[] {
    const deltas: RowDelta<Row>[] = [];
    for (const [key, before] of this.#before) {
      const told = this.#rows.get(key);
      const row = told && settled(told);
      if (row !== undefined && row !== told) this.#rows.set(key, row);
      addDifference(deltas, before, row);
    }
    this.#before.clear();
    return deltas;
  }

  #set(key: string, row: Row | undefined): void {
    const old = this.#rows.get(key);
    if (old === row) return;
    for (const collect of this.#collectors) collect(key);
    if (!this.#before.has(key)) {
      this.#before.set(key, old);
    } else if (this.#before.get(key) === row) {
      this.#before.delete(key);
    }
    if (row === undefined) {
      this.#rows.delete(key);
    } else {
      this.#rows.set(key, row);
    }
  }
}

/** Adds to `deltas` what is different when one key has first the row `before`, then `after`; undefined is none. */
export function addDifference<Row extends Keyed>(
  deltas: RowDelta<Row>[],
  before: Row | undefined,
  after: Row | undefined,
): void {
  if (before === after) return;
  if (before !== undefined && before.uid === after?.uid) {
    deltas.push({ kind: "change", before, row: after });
    return;
  }
  if (before !== undefined) deltas.push({ kind: "remove", row: before });
  if (after !== undefined) deltas.push({ kind: "add", row: after });
}

/** The row that was in the place of a difference's; undefined where there was none. */
export function rowBefore<Row>(delta: RowDelta<Row>): Row | undefined {
  if (delta.kind === "add") return undefined;
  return delta.kind === "change" ? delta.before : delta.row;
}

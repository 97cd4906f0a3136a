import type { Keyed } from "./column.ts";
import { AnswerTime, type RowFilter } from "./rowFilter.ts";
import type { RowTurning } from "./turningRows.ts";

/** Rows to look up. */
export interface RowsByKey<Row> {
  get(key: string): Row | undefined;
  rows(): Iterable<Row>;
}

/** Which rows a filter lets through, kept up by looking at those alone that have changed, or that time may have changed. */
export class FilterMembers<Row extends Keyed> {
  readonly #filter: RowFilter<Row> | undefined;
  readonly #turning: RowTurning<Row> | undefined;
  /** By key the uid of each row that is in it. */
  readonly #uids = new Map<string, string>();
  readonly #dueAt = new Map<string, number>();
  /** No row is due before. */
  #until = Number.POSITIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** Without a filter all rows are in it; `turning` is how rows become others as time goes by. */
  constructor(filter: RowFilter<Row> | undefined, turning: RowTurning<Row> | undefined) {
    this.#filter = filter;
    this.#turning = turning;
  }

  get size(): number {
    return this.#uids.size;
  }

  has(key: string): boolean {
    return this.#uids.has(key);
  }

  keys(): Iterable<string> {
    return this.#uids.keys();
  }

  /** When time alone may change which rows are in it, milliseconds since the epoch; Infinity when it cannot. */
  get until(): number {
    return this.#until;
  }

  /**
   * Looks at the rows of `changed` keys and at those that are due. Returns the rows, as they are at `now`, that are in it and were not:
   * a new uid under an old key is another row. When the clock was set back all rows are looked at.
   */
  look(changed: Iterable<string>, all: RowsByKey<Row>, now: number): readonly Row[] {
    const entered: Row[] = [];
    const look = (key: string) => {
      const row = this.#lookAt(key, all.get(key), now);
      if (row !== undefined) entered.push(row);
    };
    if (now < this.#lookedAt) for (const row of all.rows()) look(row.key);
    this.#lookedAt = now;
    for (const key of changed) look(key);
    if (now < this.#until) return entered;
    this.#until = Number.POSITIVE_INFINITY;
    for (const [key, at] of [...this.#dueAt]) {
      if (at <= now) look(key);
      else this.#until = Math.min(this.#until, at);
    }
    return entered;
  }

  /** The row when it has come in. */
  #lookAt(key: string, told: Row | undefined, now: number): Row | undefined {
    this.#dueAt.delete(key);
    const row = told && (this.#turning?.rowAt(told, now) ?? told);
    if (row !== undefined && this.#passes(row, now)) {
      if (this.#uids.get(key) === row.uid) return undefined;
      this.#uids.set(key, row.uid);
      return row;
    }
    this.#uids.delete(key);
    return undefined;
  }

  /** Remembers for how long the answer holds. */
  #passes(row: Row, now: number): boolean {
    const answer = new AnswerTime();
    const passes = this.#filter?.passes(row, now, answer) ?? true;
    this.#remember(row.key, Math.min(answer.until, this.#turning?.turnsAt(row, now) ?? Number.POSITIVE_INFINITY));
    return passes;
  }

  #remember(key: string, at: number): void {
    if (!Number.isFinite(at)) return;
    this.#dueAt.set(key, at);
    this.#until = Math.min(this.#until, at);
  }
}

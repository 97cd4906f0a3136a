import { Ring } from "../base/ring.ts";
import type { Keyed } from "./column.ts";
import { type RowDelta, rowBefore } from "./rowStore.ts";

/** What is kept at most: rows that nothing else needs any more are only kept for it. */
export const historyBounds = { changes: 50_000, bytes: 32_000_000 } as const;

/** A difference and its share of an array, beside the rows of before. */
const bytesOfDelta = 80;

/** What changed in one second of the clock, which is what one step goes. */
export interface Moment<Row> {
  /** Of the last of its changes, milliseconds since the epoch by the server's clock. */
  readonly at: number;
  readonly deltas: readonly RowDelta<Row>[];
}

/** How much there is to go back to. */
export interface HistorySize {
  readonly changes: number;
  /** Estimated. */
  readonly bytes: number;
  /** What was before is not known, milliseconds since the epoch. */
  readonly since: number;
}

/** A moment that may still go on. */
interface OpenMoment<Row> extends Moment<Row> {
  at: number;
  readonly deltas: RowDelta<Row>[];
  bytes: number;
}

/**
 * What became of the rows since it began, moment by moment, and the oldest forgotten beyond the bounds. A position is a number of
 * moments: at `end` the rows are the newest, at `first` they are as long ago as is known, and the moment at a position is the one
 * that led there. Only differences are kept, so a large list that nothing happens in costs nothing.
 */
export class RowHistory<Row extends Keyed> {
  readonly #bytesOf: (row: Row) => number;
  /** Nobody else lets any fall out: with one more than the bound there is always room. */
  readonly #moments = new Ring<OpenMoment<Row>>(historyBounds.changes + 1);
  #since: number | undefined;
  #changes = 0;
  #bytes = 0;
  #isSealed = false;

  /** `bytesOf` estimates what a row takes that nobody else keeps. */
  constructor(bytesOf: (row: Row) => number) {
    this.#bytesOf = bytesOf;
  }

  /** The rows as they are now are the oldest that there will be; what came before is no history. */
  begin(now: number): void {
    this.#since ??= now;
  }

  /** Adds what changed just now. The array is not kept. */
  record(deltas: readonly RowDelta<Row>[], now: number): void {
    if (this.#since === undefined || deltas.length === 0) return;
    const moment = this.#momentOf(now);
    for (const delta of deltas) {
      moment.deltas.push(delta);
      const before = rowBefore(delta);
      moment.bytes += bytesOfDelta + (before === undefined ? 0 : this.#bytesOf(before));
    }
    this.#changes += deltas.length;
    this.#bytes += moment.bytes;
    this.#forget();
  }

  /** What comes next is another moment, whatever the clock says: somebody looks at this one. */
  seal(): void {
    this.#isSealed = true;
  }

  get first(): number {
    return this.#moments.first;
  }

  get end(): number {
    return this.#moments.end;
  }

  /** Undefined before it has begun. */
  get size(): HistorySize | undefined {
    return this.#since === undefined ? undefined : { changes: this.#changes, bytes: this.#bytes, since: this.#since };
  }

  /** The moment that led to `position`; undefined at the first one, and where nothing is known. */
  momentAt(position: number): Moment<Row> | undefined {
    return this.#moments.at(position - 1);
  }

  /** When the rows became what they are at `position`, milliseconds since the epoch. */
  timeAt(position: number): number {
    return this.momentAt(position)?.at ?? this.#since ?? 0;
  }

  /** The rows at `position` as far as they are others than the newest, by key; undefined where there was none. */
  rowsAt(position: number): Map<string, Row | undefined> {
    const rows = new Map<string, Row | undefined>();
    for (let later = this.end; later > position; later--) {
      const deltas = this.momentAt(later)?.deltas ?? [];
      for (let index = deltas.length - 1; index >= 0; index--) {
        const delta = deltas[index];
        if (delta !== undefined) rows.set(delta.row.key, rowBefore(delta));
      }
    }
    return rows;
  }

  /** The one that goes on, else a new one. Its bytes are no longer counted. */
  #momentOf(now: number): OpenMoment<Row> {
    const last = this.#moments.at(this.end - 1);
    if (last !== undefined && !this.#isSealed && secondOf(last.at) === secondOf(now)) {
      this.#bytes -= last.bytes;
      last.at = now;
      return last;
    }
    this.#isSealed = false;
    const moment: OpenMoment<Row> = { at: now, deltas: [], bytes: 0 };
    this.#moments.push(moment);
    return moment;
  }

  #forget(): void {
    while (this.#changes > historyBounds.changes || this.#bytes > historyBounds.bytes) {
      const oldest = this.#moments.shift();
      if (oldest === undefined) return;
      this.#changes -= oldest.deltas.length;
      this.#bytes -= oldest.bytes;
      this.#since = oldest.at;
    }
  }
}

function secondOf(time: number): number {
  return Math.floor(time / 1000);
}

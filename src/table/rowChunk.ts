import { AnswerTime, type RowFilter } from "./rowFilter.ts";

/** The end of an answer that no later time changes, though it was another one before. */
const fromNowOn = Number.MAX_VALUE;

type Compare<Row> = (a: Row, b: Row) => number;

/** A run of neighbours in order, and those of them that pass a filter, kept right as rows change and as time goes by. */
export class RowChunk<Row> {
  #all: Row[];
  /** The same array as `#all` when there is no filter. */
  #shown: Row[];
  #filter: RowFilter<Row> | undefined;
  /** Until when the filter's answer about each of `#all` holds, Infinity when at any time; empty when there is no filter. */
  #ends: number[] = [];
  /** `#shown` is right from `#checkedAt`, when a row was asked about last, until `#holdsUntil`. */
  #checkedAt = Number.NEGATIVE_INFINITY;
  #holdsUntil = Number.POSITIVE_INFINITY;
  readonly #answer = new AnswerTime();

  /** `rows` are in order, and belong to the chunk from now on. */
  constructor(rows: Row[], filter: RowFilter<Row> | undefined, now: number) {
    this.#all = rows;
    this.#shown = rows;
    this.setFilter(filter, now);
  }

  get all(): readonly Row[] {
    return this.#all;
  }

  get shown(): readonly Row[] {
    return this.#shown;
  }

  /** When time alone may change which rows pass, milliseconds since the epoch; Infinity when it cannot. */
  get holdsUntil(): number {
    return this.#holdsUntil === fromNowOn ? Number.POSITIVE_INFINITY : this.#holdsUntil;
  }

  setFilter(filter: RowFilter<Row> | undefined, now: number): void {
    this.#filter = filter;
    this.#checkedAt = now;
    if (filter === undefined) {
      this.#shown = this.#all;
      this.#ends = [];
      this.#holdsUntil = Number.POSITIVE_INFINITY;
    } else {
      this.#ends = new Array<number>(this.#all.length).fill(Number.NEGATIVE_INFINITY);
      this.#askEnded(filter, now);
    }
  }

  /** Asks the filter again about rows for which its answer may have become another one as time went by, or went back. */
  recheck(now: number): void {
    if (this.#filter === undefined) return;
    if (now < this.#checkedAt) {
      this.#ends = this.#ends.map((end) => (end === Number.POSITIVE_INFINITY ? end : Number.NEGATIVE_INFINITY));
      this.#checkedAt = now;
      this.#askEnded(this.#filter, now);
    } else if (now >= this.#holdsUntil) this.#askEnded(this.#filter, now);
  }

  insert(row: Row, compare: Compare<Row>, now: number): void {
    const index = lowerBound(this.#all, row, compare);
    this.#all.splice(index, 0, row);
    if (this.#filter === undefined) return;
    this.#ends.splice(index, 0, 0);
    if (this.#asks(this.#filter, index, now)) this.#shown.splice(lowerBound(this.#shown, row, compare), 0, row);
  }

  /** Index of `row` itself among all rows, -1 when it is not here. */
  indexOf(row: Row): number {
    return this.#all.indexOf(row);
  }

  removeAt(index: number): void {
    const [row] = this.#all.splice(index, 1);
    if (this.#filter === undefined || row === undefined) return;
    this.#ends.splice(index, 1);
    const place = this.#shown.indexOf(row);
    if (place >= 0) this.#shown.splice(place, 1);
  }

  /** Puts `row` in the place of the one at `index`, which stands where it does in the order. */
  replaceAt(index: number, row: Row, compare: Compare<Row>, now: number): void {
    const before = this.#all[index];
    this.#all[index] = row;
    if (this.#filter === undefined) return;
    const place = lowerBound(this.#shown, row, compare);
    const wasShown = this.#shown[place] === before;
    const isShown = this.#asks(this.#filter, index, now);
    if (wasShown || isShown) this.#shown.splice(place, wasShown ? 1 : 0, ...(isShown ? [row] : []));
  }

  /** Gives the second half of its rows to a chunk of their own. */
  split(compare: Compare<Row>): RowChunk<Row> {
    const half = this.#all.length >> 1;
    const rows = this.#all.splice(half);
    const other = new RowChunk<Row>(rows, undefined, this.#checkedAt);
    const [first] = rows;
    if (this.#filter === undefined || first === undefined) return other;
    other.#filter = this.#filter;
    other.#shown = this.#shown.splice(lowerBound(this.#shown, first, compare));
    other.#ends = this.#ends.splice(half);
    other.#holdsUntil = this.#holdsUntil;
    return other;
  }

  /** Asks about those rows whose answers hold no longer: most ages are those of an hour ago. */
  #askEnded(filter: RowFilter<Row>, now: number): void {
    const [before, ends] = [this.#shown, this.#ends];
    let next = 0;
    let holdsUntil = Number.POSITIVE_INFINITY;
    this.#shown = this.#all.filter((row, index) => {
      let passes = before[next] === row;
      if (passes) next += 1;
      if ((ends[index] ?? 0) <= now) {
        passes = this.#ask(filter, row, now);
        ends[index] = this.#answerEnd;
      }
      holdsUntil = Math.min(holdsUntil, ends[index] ?? 0);
      return passes;
    });
    this.#checkedAt = Math.max(this.#checkedAt, now);
    this.#holdsUntil = holdsUntil;
  }

  /** Asks about one row that came or changed. */
  #asks(filter: RowFilter<Row>, index: number, now: number): boolean {
    const row = this.#all[index];
    if (row === undefined) return false;
    const passes = this.#ask(filter, row, now);
    this.#ends[index] = this.#answerEnd;
    this.#checkedAt = Math.max(this.#checkedAt, now);
    this.#holdsUntil = Math.min(this.#holdsUntil, this.#answerEnd);
    return passes;
  }

  /** Until when the last answer holds. */
  get #answerEnd(): number {
    return this.#answer.isTimeless ? Number.POSITIVE_INFINITY : Math.min(this.#answer.until, fromNowOn);
  }

  /** The answer holds until `#answerEnd`. */
  #ask(filter: RowFilter<Row>, row: Row, now: number): boolean {
    this.#answer.reset();
    return filter.passes(row, now, this.#answer);
  }
}

/** Index of the first of `rows` that does not stand before `row`. */
export function lowerBound<Row>(rows: readonly Row[], row: Row, compare: Compare<Row>): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = rows[middle];
    if (other !== undefined && compare(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

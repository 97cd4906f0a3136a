import type { Keyed } from "./column.ts";
import { AnswerTime, type RowFilter } from "./rowFilter.ts";
import type { RowDelta } from "./rowStore.ts";

/** Rows a chunk gets when it is made, and at most. Small enough to insert into, large enough to be few. */
const chunkSize = 512;
const largestChunk = 1024;

/** A run of neighbours. `shown` are those of `all` that pass the filter; the same array when there is no filter. */
interface Chunk<Row> {
  all: Row[];
  shown: Row[];
  /** `shown` is right from `checkedAt`, when a row was asked about last, until `holdsUntil`. */
  checkedAt: number;
  holdsUntil: number;
}

/**
 * All rows in order, and those that pass the filter as a subsequence. A total order is asked for: `compare` is 0 only
 * between rows of the same key. Sorted runs in chunks make a change cost a search and a short move of one chunk, not
 * a pass over all rows; a batch as large as a part of the table is merged in one pass.
 */
export class RowOrder<Row extends Keyed> {
  #chunks: Chunk<Row>[] = [];
  #compare: (a: Row, b: Row) => number;
  #filter: RowFilter<Row> | undefined;
  #total = 0;
  #shown = 0;

  constructor(compare: (a: Row, b: Row) => number) {
    this.#compare = compare;
  }

  /** All rows. */
  get total(): number {
    return this.#total;
  }

  /** Rows that pass the filter. */
  get shown(): number {
    return this.#shown;
  }

  /** When time alone may change which rows pass, milliseconds since the epoch; Infinity when it cannot. */
  get holdsUntil(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const chunk of this.#chunks) earliest = Math.min(earliest, chunk.holdsUntil);
    return earliest;
  }

  apply(deltas: readonly RowDelta<Row>[], now: number): void {
    if (deltas.length > chunkSize && deltas.length > this.#total / 16) {
      this.#merge(deltas, now);
      return;
    }
    for (const delta of deltas) {
      switch (delta.kind) {
        case "add":
          this.#insert(delta.row, now);
          break;
        case "remove":
          this.#delete(delta.row);
          break;
        case "change":
          this.#change(delta.before, delta.row, now);
          break;
      }
    }
  }

  setCompare(compare: (a: Row, b: Row) => number, now: number): void {
    const rows = this.#flat();
    this.#compare = compare;
    this.#fill(rows.sort(compare), now);
  }

  setFilter(filter: RowFilter<Row> | undefined, now: number): void {
    this.#filter = filter;
    for (const chunk of this.#chunks) this.#refilter(chunk, now);
  }

  /** Asks the filter again about rows for which its answer may have become another one as time went by, or went back. */
  recheck(now: number): void {
    if (this.#filter === undefined) return;
    for (const chunk of this.#chunks) {
      if (now >= chunk.holdsUntil || now < chunk.checkedAt) this.#refilter(chunk, now);
    }
  }

  /** The shown rows from index `start` to before `end`. */
  slice(start: number, end: number): Row[] {
    const rows: Row[] = [];
    let first = 0;
    for (const { shown } of this.#chunks) {
      if (first >= end) break;
      const last = first + shown.length;
      if (last > start) rows.push(...shown.slice(Math.max(0, start - first), end - first));
      first = last;
    }
    return rows;
  }

  at(index: number): Row | undefined {
    return index < 0 ? undefined : this.slice(index, index + 1)[0];
  }

  /** How many shown rows stand before `row`, whether it is among them or not. */
  rankOf(row: Row): number {
    const place = this.#chunkFor(row);
    let rank = 0;
    for (let index = 0; index < place; index += 1) rank += this.#chunks[index]?.shown.length ?? 0;
    const chunk = this.#chunks[place];
    return chunk === undefined ? rank : rank + lowerBound(chunk.shown, row, this.#compare);
  }

  /** Index among the shown rows, -1 when `row` is not one of them. */
  indexOf(row: Row): number {
    const rank = this.rankOf(row);
    return this.at(rank)?.uid === row.uid ? rank : -1;
  }

  #flat(): Row[] {
    const rows: Row[] = [];
    for (const { all } of this.#chunks) rows.push(...all);
    return rows;
  }

  /** Cuts what goes, sorts what comes, and merges the two in one pass. */
  #merge(deltas: readonly RowDelta<Row>[], now: number): void {
    const leaving = new Set<Row>();
    const coming: Row[] = [];
    for (const delta of deltas) {
      if (delta.kind === "remove") leaving.add(delta.row);
      else coming.push(delta.row);
      if (delta.kind === "change") leaving.add(delta.before);
    }
    const compare = this.#compare;
    coming.sort(compare);
    const rows: Row[] = [];
    let next = 0;
    for (const { all } of this.#chunks) {
      for (const row of all) {
        if (leaving.has(row)) continue;
        for (let come = coming[next]; come !== undefined && compare(come, row) < 0; come = coming[next]) {
          rows.push(come);
          next += 1;
        }
        rows.push(row);
      }
    }
    this.#fill(next === 0 ? rows.concat(coming) : rows.concat(coming.slice(next)), now);
  }

  #fill(rows: readonly Row[], now: number): void {
    this.#chunks = [];
    this.#total = rows.length;
    this.#shown = 0;
    for (let start = 0; start < rows.length; start += chunkSize) {
      const all = rows.slice(start, start + chunkSize);
      const chunk = { all, shown: all, checkedAt: now, holdsUntil: Number.POSITIVE_INFINITY };
      this.#shown += all.length;
      this.#chunks.push(chunk);
      if (this.#filter !== undefined) this.#refilter(chunk, now);
    }
  }

  #refilter(chunk: Chunk<Row>, now: number): void {
    this.#shown -= chunk.shown.length;
    const filter = this.#filter;
    const answer = new AnswerTime();
    chunk.shown = filter === undefined ? chunk.all : chunk.all.filter((row) => filter.passes(row, now, answer));
    chunk.checkedAt = now;
    chunk.holdsUntil = answer.until;
    this.#shown += chunk.shown.length;
  }

  #passes(row: Row, chunk: Chunk<Row>, now: number): boolean {
    if (this.#filter === undefined) return false;
    const answer = new AnswerTime();
    const passes = this.#filter.passes(row, now, answer);
    chunk.checkedAt = Math.max(chunk.checkedAt, now);
    chunk.holdsUntil = Math.min(chunk.holdsUntil, answer.until);
    return passes;
  }

  #insert(row: Row, now: number): void {
    const index = Math.min(this.#chunkFor(row), this.#chunks.length - 1);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#fill([row], now);
      return;
    }
    chunk.all.splice(lowerBound(chunk.all, row, this.#compare), 0, row);
    this.#total += 1;
    if (chunk.shown === chunk.all) {
      this.#shown += 1;
    } else if (this.#passes(row, chunk, now)) {
      chunk.shown.splice(lowerBound(chunk.shown, row, this.#compare), 0, row);
      this.#shown += 1;
    }
    if (chunk.all.length > largestChunk) this.#split(chunk, index);
  }

  #delete(row: Row): void {
    const { chunk, index } = this.#find(row);
    chunk.all.splice(index, 1);
    this.#total -= 1;
    if (chunk.shown === chunk.all) {
      this.#shown -= 1;
    } else {
      const place = chunk.shown.indexOf(row);
      if (place >= 0) this.#shown -= chunk.shown.splice(place, 1).length;
    }
    if (chunk.all.length === 0) this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
  }

  #change(before: Row, row: Row, now: number): void {
    if (this.#compare(before, row) !== 0) {
      this.#delete(before);
      this.#insert(row, now);
      return;
    }
    const { chunk, index } = this.#find(before);
    chunk.all[index] = row;
    if (chunk.shown === chunk.all) return;
    const place = lowerBound(chunk.shown, row, this.#compare);
    const wasShown = chunk.shown[place] === before;
    const isShown = this.#passes(row, chunk, now);
    if (wasShown || isShown) chunk.shown.splice(place, wasShown ? 1 : 0, ...(isShown ? [row] : []));
    this.#shown += Number(isShown) - Number(wasShown);
  }

  #split(chunk: Chunk<Row>, index: number): void {
    const hasFilter = chunk.shown !== chunk.all;
    const all = chunk.all.splice(chunk.all.length >> 1);
    const [pivot] = all;
    const isShownHere = hasFilter && pivot !== undefined;
    const shown = isShownHere ? chunk.shown.splice(lowerBound(chunk.shown, pivot, this.#compare)) : all;
    this.#chunks.splice(index + 1, 0, { ...chunk, all, shown });
  }

  /** Index of the first chunk that ends with `row` or later; the number of chunks when all end before. */
  #chunkFor(row: Row): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const last = this.#chunks[middle]?.all.at(-1);
      if (last !== undefined && this.#compare(last, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @throws when the row is not here, which would be a mistake of the caller, or an order that is not total. */
  #find(row: Row): { chunk: Chunk<Row>; index: number } {
    const likely = this.#chunks[this.#chunkFor(row)];
    for (const chunk of likely === undefined ? this.#chunks : [likely, ...this.#chunks]) {
      const index = chunk.all.indexOf(row);
      if (index >= 0) return { chunk, index };
    }
    throw new Error(`row ${row.key} is not in the order`);
  }
}

/** Index of the first of `rows` that does not stand before `row`. */
function lowerBound<Row>(rows: readonly Row[], row: Row, compare: (a: Row, b: Row) => number): number {
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

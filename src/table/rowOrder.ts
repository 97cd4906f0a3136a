import type { Keyed } from "./column.ts";
import { lowerBound, RowChunk } from "./rowChunk.ts";
import type { RowFilter } from "./rowFilter.ts";
import type { RowDelta } from "./rowStore.ts";

/** Rows a chunk gets when it is made, and at most. Small enough to insert into, large enough to be few. */
const chunkSize = 512;
const largestChunk = 1024;

/**
 * All rows in order, and those that pass the filter as a subsequence. A total order is asked for: `compare` is 0 only
 * between rows of the same key. Sorted runs in chunks make a change cost a search and a short move of one chunk, not
 * a pass over all rows; a batch as large as a part of the table is merged in one pass.
 */
export class RowOrder<Row extends Keyed> {
  #chunks: RowChunk<Row>[] = [];
  #compare: (a: Row, b: Row) => number;
  #filter: RowFilter<Row> | undefined;

  constructor(compare: (a: Row, b: Row) => number) {
    this.#compare = compare;
  }

  /** All rows. */
  get total(): number {
    return this.#chunks.reduce((sum, { all }) => sum + all.length, 0);
  }

  /** Rows that pass the filter. */
  get shown(): number {
    return this.#chunks.reduce((sum, { shown }) => sum + shown.length, 0);
  }

  /** When time alone may change which rows pass, milliseconds since the epoch; Infinity when it cannot. */
  get holdsUntil(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const chunk of this.#chunks) earliest = Math.min(earliest, chunk.holdsUntil);
    return earliest;
  }

  apply(deltas: readonly RowDelta<Row>[], now: number): void {
    if (deltas.length > chunkSize && deltas.length > this.total / 16) {
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
    for (const chunk of this.#chunks) chunk.setFilter(filter, now);
  }

  /** Asks the filter again about rows for which its answer may have become another one as time went by, or went back. */
  recheck(now: number): void {
    for (const chunk of this.#chunks) chunk.recheck(now);
  }

  /** All rows in order, shown or not. */
  rows(): readonly Row[] {
    return this.#flat();
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
    for (let start = 0; start < rows.length; start += chunkSize) {
      this.#chunks.push(new RowChunk(rows.slice(start, start + chunkSize), this.#filter, now));
    }
  }

  #insert(row: Row, now: number): void {
    const index = Math.min(this.#chunkFor(row), this.#chunks.length - 1);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#fill([row], now);
      return;
    }
    chunk.insert(row, this.#compare, now);
    if (chunk.all.length > largestChunk) this.#chunks.splice(index + 1, 0, chunk.split(this.#compare));
  }

  #delete(row: Row): void {
    const { chunk, index } = this.#find(row);
    chunk.removeAt(index);
    if (chunk.all.length === 0) this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
  }

  #change(before: Row, row: Row, now: number): void {
    if (this.#compare(before, row) === 0) {
      const { chunk, index } = this.#find(before);
      chunk.replaceAt(index, row, this.#compare, now);
    } else {
      this.#delete(before);
      this.#insert(row, now);
    }
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
  #find(row: Row): { chunk: RowChunk<Row>; index: number } {
    const likely = this.#chunks[this.#chunkFor(row)];
    for (const chunk of likely === undefined ? this.#chunks : [likely, ...this.#chunks]) {
      const index = chunk.indexOf(row);
      if (index >= 0) return { chunk, index };
    }
    throw new Error(`row ${row.key} is not in the order`);
  }
}

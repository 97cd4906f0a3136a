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
  /** Until when the filter's answer about each of `all` holds; empty when there is no filter. */
  ends: number[];
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
  /** One for all questions: there are 100,000 of them at a time. */
  readonly #answer = new AnswerTime();
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
    const filter = this.#filter;
    if (filter === undefined) return;
    for (const chunk of this.#chunks) {
      if (now < chunk.checkedAt) this.#refilter(chunk, now);
      else if (now >= chunk.holdsUntil) this.#askEnded(chunk, filter, now);
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
      const chunk = { all, shown: all, ends: [], checkedAt: now, holdsUntil: Number.POSITIVE_INFINITY };
      this.#shown += all.length;
      this.#chunks.push(chunk);
      if (this.#filter !== undefined) this.#refilter(chunk, now);
    }
  }

  #refilter(chunk: Chunk<Row>, now: number): void {
    const filter = this.#filter;
    chunk.checkedAt = now;
    if (filter !== undefined) {
      chunk.ends = new Array<number>(chunk.all.length).fill(Number.NEGATIVE_INFINITY);
      this.#askEnded(chunk, filter, now);
      return;
    }
    this.#shown += chunk.all.length - chunk.shown.length;
    chunk.shown = chunk.all;
    chunk.ends = [];
    chunk.holdsUntil = Number.POSITIVE_INFINITY;
  }

  /** Asks about those rows of a chunk whose answers hold no longer: most ages are those of an hour ago. */
  #askEnded(chunk: Chunk<Row>, filter: RowFilter<Row>, now: number): void {
    const { all, shown: before, ends } = chunk;
    let next = 0;
    let holdsUntil = Number.POSITIVE_INFINITY;
    chunk.shown = all.filter((row, index) => {
      let passes = before[next] === row;
      if (passes) next += 1;
      if ((ends[index] ?? 0) <= now) {
        passes = this.#ask(filter, row, now);
        ends[index] = this.#answer.until;
      }
      holdsUntil = Math.min(holdsUntil, ends[index] ?? 0);
      return passes;
    });
    chunk.checkedAt = Math.max(chunk.checkedAt, now);
    chunk.holdsUntil = holdsUntil;
    this.#shown += chunk.shown.length - before.length;
  }

  /** The answer holds until `#answer.until`. */
  #ask(filter: RowFilter<Row>, row: Row, now: number): boolean {
    this.#answer.until = Number.POSITIVE_INFINITY;
    return filter.passes(row, now, this.#answer);
  }

  /** Asks about one row that came or changed. */
  #passes(filter: RowFilter<Row>, chunk: Chunk<Row>, index: number, now: number): boolean {
    const row = chunk.all[index];
    if (row === undefined) return false;
    const passes = this.#ask(filter, row, now);
    chunk.ends[index] = this.#answer.until;
    chunk.checkedAt = Math.max(chunk.checkedAt, now);
    chunk.holdsUntil = Math.min(chunk.holdsUntil, this.#answer.until);
    return passes;
  }

  #insert(row: Row, now: number): void {
    const index = Math.min(this.#chunkFor(row), this.#chunks.length - 1);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#fill([row], now);
      return;
    }
    const place = lowerBound(chunk.all, row, this.#compare);
    const filter = this.#filter;
    chunk.all.splice(place, 0, row);
    this.#total += 1;
    if (filter === undefined) {
      this.#shown += 1;
    } else {
      chunk.ends.splice(place, 0, 0);
      if (this.#passes(filter, chunk, place, now)) {
        chunk.shown.splice(lowerBound(chunk.shown, row, this.#compare), 0, row);
        this.#shown += 1;
      }
    }
    if (chunk.all.length > largestChunk) this.#split(chunk, index);
  }

  #delete(row: Row): void {
    const { chunk, index } = this.#find(row);
    chunk.all.splice(index, 1);
    this.#total -= 1;
    if (this.#filter === undefined) {
      this.#shown -= 1;
    } else {
      chunk.ends.splice(index, 1);
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
    const filter = this.#filter;
    if (filter === undefined) return;
    const place = lowerBound(chunk.shown, row, this.#compare);
    const wasShown = chunk.shown[place] === before;
    const isShown = this.#passes(filter, chunk, index, now);
    if (wasShown || isShown) chunk.shown.splice(place, wasShown ? 1 : 0, ...(isShown ? [row] : []));
    this.#shown += Number(isShown) - Number(wasShown);
  }

  #split(chunk: Chunk<Row>, index: number): void {
    const half = chunk.all.length >> 1;
    const all = chunk.all.splice(half);
    const [pivot] = all;
    const isFiltered = this.#filter !== undefined && pivot !== undefined;
    const shown = isFiltered ? chunk.shown.splice(lowerBound(chunk.shown, pivot, this.#compare)) : all;
    this.#chunks.splice(index + 1, 0, { ...chunk, all, shown, ends: chunk.ends.splice(half) });
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

import type { PodRow } from "../resources/podRow.ts";
import type { RowChange } from "../table/rowStore.ts";
import { isSameScope, type Line, type RecordedPlace, type RecordedWatch } from "./line.ts";
import { podFields } from "./podFields.ts";
import { RecordWriter } from "./recordCodec.ts";
import { WordWriter } from "./words.ts";

/** Pods of one line: more would hold up whoever waits for the screen. */
const podsInLine = 500;

const pods = new RecordWriter(podFields);

/** Names of the values of a pod, for the head of a file. */
export const fieldNames: readonly string[] = pods.names;

interface KnownPod {
  readonly number: number;
  readonly row: PodRow;
}

/** Turns what happens into the lines of a recording. Knows what was written, and writes only what is different. */
export class LineWriter {
  #pods = new Map<string, KnownPod>();
  #count = 0;
  #words = new WordWriter();
  #place: RecordedPlace | undefined;
  #watch: RecordedWatch | undefined;

  /** Pods that there are. */
  get size(): number {
    return this.#pods.size;
  }

  /** Another place, whose pods are told from here on; or more that is known of the same. */
  place(at: number, place: RecordedPlace): Line {
    if (this.#place !== undefined && !isSameScope(this.#place, place)) this.#pods.clear();
    this.#place = place;
    return { at, place };
  }

  watch(at: number, watch: RecordedWatch): Line {
    this.#watch = watch;
    return { at, watch };
  }

  /** These pods are there from the beginning: the first full state has them. */
  start(rows: readonly PodRow[]): void {
    for (const row of rows) this.#pods.set(row.key, { number: this.#count++, row });
  }

  /** What these changes come to, one line for so many pods. */
  *changes(at: number, changes: readonly RowChange<PodRow>[]): Generator<Line> {
    const last = new Map(changes.map((change) => [change.type === "put" ? change.row.key : change.key, change]));
    const gone: string[] = [];
    const rows: PodRow[] = [];
    for (const [key, change] of last) {
      if (change.type === "put") rows.push(change.row);
      else gone.push(key);
    }
    yield* this.#lines(at, gone, rows);
  }

  /** These rows are all there is. */
  *replacement(at: number, rows: readonly PodRow[]): Generator<Line> {
    const keys = new Set(rows.map(({ key }) => key));
    yield* this.#lines(
      at,
      [...this.#pods.keys()].filter((key) => !keys.has(key)),
      rows,
    );
  }

  /** Everything that there is, so that nothing before it need be read; with how many pods are still to come. */
  *everything(at: number): Generator<{ readonly line: Line; readonly left: number }> {
    const rows = [...this.#pods.values()].map(({ row }) => row);
    this.#pods = new Map();
    this.#words = new WordWriter();
    this.#count = 0;
    const head: Line = {
      at,
      reset: true,
      ...(this.#place && { place: this.#place }),
      ...(this.#watch && { watch: this.#watch }),
    };
    yield { line: head, left: rows.length };
    for (const line of this.#lines(at, [], rows)) yield { line, left: rows.length - this.#pods.size };
  }

  *#lines(at: number, gone: readonly string[], rows: readonly PodRow[]): Generator<Line> {
    let removed = gone.flatMap((key) => this.#remove(key) ?? []);
    for (let start = 0; start < Math.max(rows.length, 1); start += podsInLine) {
      const set: unknown[][] = [];
      const fresh: unknown[][] = [];
      for (const row of rows.slice(start, start + podsInLine)) this.#put(row, set, fresh);
      const words = this.#words.takeFresh();
      if (removed.length + set.length + fresh.length === 0) continue;
      yield {
        at,
        ...(words.length > 0 && { words }),
        ...(removed.length > 0 && { gone: removed }),
        ...(set.length > 0 && { set }),
        ...(fresh.length > 0 && { new: fresh }),
      };
      removed = [];
    }
  }

  #remove(key: string): number | undefined {
    const known = this.#pods.get(key);
    this.#pods.delete(key);
    return known?.number;
  }

  #put(row: PodRow, set: unknown[][], fresh: unknown[][]): void {
    const known = this.#pods.get(row.key);
    if (known === undefined) {
      this.#pods.set(row.key, { number: this.#count++, row });
      fresh.push(pods.whole(row, this.#words));
      return;
    }
    if (known.row === row) return;
    this.#pods.set(row.key, { number: known.number, row });
    const difference = pods.difference(known.row, row, this.#words);
    if (difference.length > 0) set.push([known.number, ...difference]);
  }
}

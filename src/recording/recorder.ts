import type { Clock } from "../base/clock.ts";
import type { Timers } from "../base/framePacer.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { RowChange } from "../table/rowStore.ts";
import { BlockWriter, type RecordedCounts } from "./blockWriter.ts";
import type { Line, RecordedPlace, RecordedWatch } from "./line.ts";
import { LineWriter } from "./lineWriter.ts";
import type { RecordingSink } from "./recordingSink.ts";

/** What a crash may lose, milliseconds. */
const writeEveryMs = 2_000;
/** So many waiting changes are written at once. */
const manyChanges = 2_000;
/** The same state of the watch again, with a newer proof, is written once in so long: milliseconds. */
const sameWatchMs = 5_000;

export interface RecorderOptions {
  readonly sink: RecordingSink;
  readonly clock: Clock;
  readonly timers: Timers;
  /** `podscope 1.2.3`. */
  readonly program: string;
  readonly place: RecordedPlace;
  readonly watch: RecordedWatch | undefined;
  /** All pods that are there already. */
  readonly rows: Iterable<PodRow>;
  /** Something was written. */
  readonly onProgress: () => void;
  /** It cannot be written any more: nothing is recorded from here on. */
  readonly onError: (error: unknown) => void;
}

/** Records what a table is told: takes it at once and without effort, and writes it in the background. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #lines = new LineWriter();
  readonly #blocks: BlockWriter;
  /** What happened and is not written yet; each is made into lines when it is its turn. */
  #waiting: (() => Iterable<Line>)[] = [];
  #waitingChanges = 0;
  #written: Promise<void>;
  #cancelTimer: (() => void) | undefined;
  #watch: { readonly phase: string; readonly at: number } | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;
  #isOver = false;
  #hasFailed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#blocks = new BlockWriter(options.sink, this.#lines);
    this.#written = this.#begin(this.#now(), [...options.rows]).catch((error: unknown) => this.#fail(error));
  }

  get counts(): RecordedCounts {
    return this.#blocks.counts;
  }

  /** Another place is recorded from here on, or more is known of it. */
  place(place: RecordedPlace): void {
    const at = this.#now();
    this.#take(() => [this.#lines.place(at, place)]);
  }

  watch(watch: RecordedWatch): void {
    const at = this.#now();
    if (this.#watch?.phase === watch.phase && at - this.#watch.at < sameWatchMs) return;
    this.#watch = { phase: watch.phase, at };
    this.#take(() => [this.#lines.watch(at, watch)]);
  }

  apply(changes: readonly RowChange<PodRow>[]): void {
    const at = this.#now();
    this.#waitingChanges += changes.length;
    this.#take(() => this.#lines.changes(at, changes));
  }

  /** These rows are all there is. The map is not kept. */
  replace(rows: ReadonlyMap<string, PodRow>): void {
    const at = this.#now();
    const all = [...rows.values()];
    this.#take(() => this.#lines.replacement(at, all));
  }

  /** Writes what waits, and that this is the end. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    const at = this.#now();
    this.#take(() => [{ at, end: true }]);
    this.#isOver = true;
    await this.#write();
    if (!this.#hasFailed) await this.#options.sink.close();
  }

  /** A clock that is set back does not turn the order around. */
  #now(): number {
    this.#lastAt = Math.max(this.#lastAt, this.#options.clock.now());
    return this.#lastAt;
  }

  #take(lines: () => Iterable<Line>): void {
    if (this.#isOver) return;
    this.#waiting.push(lines);
    if (this.#waitingChanges >= manyChanges) void this.#write();
    else this.#cancelTimer ??= this.#options.timers.later(writeEveryMs, () => void this.#write());
  }

  /** Resolves when everything that waits now is written. */
  #write(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#waitingChanges = 0;
    this.#written = this.#written.then(() => this.#writeWaiting()).catch((error: unknown) => this.#fail(error));
    return this.#written;
  }

  async #begin(at: number, rows: readonly PodRow[]): Promise<void> {
    const { place, watch, program } = this.#options;
    this.#lines.place(at, place);
    if (watch !== undefined) this.#lines.watch(at, watch);
    this.#lines.start(rows);
    await this.#blocks.begin(at, program);
  }

  async #writeWaiting(): Promise<void> {
    if (this.#hasFailed) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    await this.#blocks.write(linesOf(waiting));
    this.#options.onProgress();
  }

  #fail(error: unknown): void {
    this.#isOver = true;
    this.#hasFailed = true;
    this.#cancelTimer?.();
    this.#waiting = [];
    void this.#options.sink.close().catch(() => {});
    this.#options.onError(error);
  }
}

function* linesOf(waiting: readonly (() => Iterable<Line>)[]): Generator<Line> {
  for (const lines of waiting) yield* lines();
}

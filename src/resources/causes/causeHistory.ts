import { MinutePeaks } from "./minutePeaks.ts";

/** So many causes that no pod has any more are remembered. */
const goneKept = 200;

/** How many pods had each cause, minute by minute, in bounded memory. */
export class CauseHistory {
  readonly #now = new Map<string, MinutePeaks>();
  /** Those that no pod has now, the longest gone first. */
  readonly #gone = new Map<string, MinutePeaks>();
  readonly #total: MinutePeaks;
  /** Of a cause that was not heard of nothing is known before this minute. */
  #since: number;

  /** Counting begins in the minute `since`. */
  constructor(since: number) {
    this.#since = since;
    this.#total = new MinutePeaks(since);
  }

  noteTotal(count: number, minute: number): void {
    this.#total.note(count, minute);
  }

  note(cause: string, count: number, minute: number): void {
    const peaks = this.#now.get(cause) ?? this.#gone.get(cause) ?? new MinutePeaks(this.#since);
    peaks.note(count, minute);
    this.#gone.delete(cause);
    if (count > 0) {
      this.#now.set(cause, peaks);
      return;
    }
    this.#now.delete(cause);
    this.#gone.set(cause, peaks);
    const [oldest] = this.#gone.keys();
    if (oldest === undefined || this.#gone.size <= goneKept) return;
    this.#gone.delete(oldest);
    this.#since = minute;
  }

  /** The most pods that had a cause at once in a minute; undefined when that is not known. */
  peakOf(cause: string, minute: number): number | undefined {
    return this.#now.get(cause)?.at(minute);
  }

  peakOfAll(minute: number): number | undefined {
    return this.#total.at(minute);
  }
}

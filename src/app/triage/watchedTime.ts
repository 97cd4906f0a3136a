import { minuteOf, minutesKept } from "../../resources/causes/minutePeaks.ts";

/** Minutes from one to another, both among them. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** When somebody was looking: nothing is claimed of the minutes between. */
export class WatchedTime {
  #spans: readonly Span[] = [];
  #since: number | undefined;

  /** One is looking now, milliseconds since the epoch. */
  look(now: number): void {
    this.#since ??= now;
  }

  /** One has not looked since a time, milliseconds since the epoch. */
  lookAway(at: number): void {
    if (this.#since === undefined) return;
    const to = minuteOf(Math.max(at, this.#since));
    const kept = this.#spans.filter((span) => span.to > to - minutesKept);
    this.#spans = [...kept, { from: minuteOf(this.#since), to }];
    this.#since = undefined;
  }

  /** Since when one is looking without a break, milliseconds since the epoch; undefined when one is not. */
  get since(): number | undefined {
    return this.#since;
  }

  has(minute: number): boolean {
    if (this.#since !== undefined && minute >= minuteOf(this.#since)) return true;
    return this.#spans.some(({ from, to }) => from <= minute && minute <= to);
  }
}

import type { Timers } from "../../base/framePacer.ts";
import { TraitCounts } from "../../resources/causes/traitCounts.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { RowDelta } from "../../table/rowStore.ts";

/** Keys and frames wait no longer than this for a turn, milliseconds. */
const turnMs = 6;
/** Rows between two looks at the clock. */
const stride = 512;

/** Counts what pods have in common, a short turn at a time while there is much to count. */
export class TraitCounter {
  readonly counts = new TraitCounts();
  readonly #timers: Timers;
  readonly #onCounted: () => void;
  #waiting: (readonly RowDelta<PodRow>[])[] = [];
  /** How far the first of them is counted. */
  #done = 0;
  #cancel: (() => void) | undefined;

  /** `onCounted` is called when all is counted that had to wait: what is counted at once needs no news. */
  constructor(timers: Timers, onCounted: () => void) {
    this.#timers = timers;
    this.#onCounted = onCounted;
  }

  /** The counts are those of all that was taken. */
  get isCounted(): boolean {
    return this.#waiting.length === 0;
  }

  take(deltas: readonly RowDelta<PodRow>[]): void {
    this.#waiting.push(deltas);
    if (this.#cancel === undefined) this.#turn();
  }

  stop(): void {
    this.#cancel?.();
  }

  #turn(): void {
    this.#cancel = undefined;
    const until = this.#timers.now() + turnMs;
    for (let [deltas] = this.#waiting; deltas !== undefined; [deltas] = this.#waiting) {
      if (this.#done > 0 && this.#timers.now() >= until) {
        this.#cancel = this.#timers.later(0, () => this.#later());
        return;
      }
      const end = Math.min(this.#done + stride, deltas.length);
      for (let index = this.#done; index < end; index++) this.counts.take(deltas[index] as RowDelta<PodRow>);
      this.#done = end;
      if (end < deltas.length) continue;
      this.#waiting.shift();
      this.#done = 0;
    }
  }

  #later(): void {
    this.#turn();
    if (this.isCounted) this.#onCounted();
  }
}

const minuteMs = 60_000;
/** A history is as long as this. */
export const minutesKept = 60;

/** The minute of a time, milliseconds since the epoch, counted from the epoch. */
export function minuteOf(time: number): number {
  return Math.floor(time / minuteMs);
}

/** The most that there were at once in each minute, of the last hour and no more: what stands is not written down again. */
export class MinutePeaks {
  /** Before it nothing was counted. */
  readonly #since: number;
  /** Peaks of the minutes up to `#last`. */
  readonly #peaks: number[] = [];
  #last: number;
  #standing = 0;

  /** Until it is told otherwise there are none, from the minute `since` on. */
  constructor(since: number) {
    this.#since = since;
    this.#last = since - 1;
  }

  /** From now on there are `count`. A clock that was set back changes the newest minute. */
  note(count: number, minute: number): void {
    this.#goTo(Math.max(minute, this.#last));
    const newest = this.#peaks.length - 1;
    this.#peaks[newest] = Math.max(this.#peaks[newest] ?? 0, count);
    this.#standing = count;
  }

  /** The most in a minute; undefined when it was not counted. */
  at(minute: number): number | undefined {
    if (minute > this.#last) return this.#standing;
    const back = this.#last - minute;
    if (back < this.#peaks.length) return this.#peaks[this.#peaks.length - 1 - back];
    return minute >= this.#since ? 0 : undefined;
  }

  #goTo(minute: number): void {
    const steps = Math.min(minute - this.#last, minutesKept);
    // The first minutes of all had none: they need no place.
    const gap = this.#peaks.length === 0 ? 1 : steps;
    for (let step = 0; step < gap; step++) this.#peaks.push(this.#standing);
    this.#peaks.splice(0, Math.max(0, this.#peaks.length - minutesKept));
    this.#last = minute;
  }
}

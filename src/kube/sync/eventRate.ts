const seconds = 60;

/** How many events came in each of the last 60 seconds. Times are monotonic milliseconds. */
export class EventRate {
  readonly #counts = new Array<number>(seconds).fill(0);
  /** The newest second that is counted. */
  #second = 0;

  add(now: number): void {
    this.#moveTo(now);
    const slot = this.#second % seconds;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  /** The last minute, second by second, the newest last. */
  lastMinute(now: number): readonly number[] {
    this.#moveTo(now);
    return Array.from({ length: seconds }, (_, index) => this.#counts[(this.#second + 1 + index) % seconds] ?? 0);
  }

  /** Nothing came in the last minute: time alone changes nothing. */
  isQuiet(now: number): boolean {
    return this.lastMinute(now).every((count) => count === 0);
  }

  #moveTo(now: number): void {
    const second = Math.floor(now / 1000);
    const passed = Math.min(seconds, second - this.#second);
    for (let step = 1; step <= passed; step++) this.#counts[(second - passed + step) % seconds] = 0;
    this.#second = Math.max(this.#second, second);
  }
}

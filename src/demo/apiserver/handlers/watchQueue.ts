/**
 * What a watch has yet to write, in order; whoever writes it takes all that is there at once. A reader that falls behind by
 * more than `limit` is given up, as the real server does: it has to come back (apiserver pkg/storage/cacher, cacheWatcher).
 */
export class WatchQueue<T> {
  readonly #limit: number;
  #waiting: T[] = [];
  #isOver = false;
  #wake = () => {};

  /** Ends with the signal, at the latest. */
  constructor(limit: number, signal: AbortSignal) {
    this.#limit = limit;
    signal.addEventListener("abort", () => this.end(), { once: true });
    if (signal.aborted) this.end();
  }

  push(item: T): void {
    if (this.#isOver) return;
    this.#waiting.push(item);
    if (this.#waiting.length <= this.#limit) this.#wake();
    else this.end();
  }

  /** After what is there already. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *batches(): AsyncIterable<readonly T[]> {
    for (;;) {
      if (this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        yield batch;
        continue;
      }
      if (this.#isOver) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

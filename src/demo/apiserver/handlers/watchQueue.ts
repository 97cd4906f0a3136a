/** What a watch has yet to write, in order; whoever writes it takes all that is there at once. */
export class WatchQueue<T> {
  #waiting: T[] = [];
  #isOver = false;
  #wake = () => {};

  /** Ends with the signal. */
  constructor(signal: AbortSignal) {
    if (signal.aborted) this.end();
    else signal.addEventListener("abort", () => this.end(), { once: true });
  }

  push(item: T): void {
    this.#waiting.push(item);
    this.#wake();
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

/** One run for all who ask at the same time. It is stopped when the last of them has left. */
export class SharedRun<T> {
  readonly #start: (signal: AbortSignal) => Promise<T>;
  #current: { readonly result: Promise<T>; readonly stop: AbortController; waiting: number } | undefined;

  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#start = start;
  }

  /** Joins the run under way, or starts one. Rejects with the signal's reason when that is aborted first. */
  join(signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason);
    this.#current ??= this.#begin();
    const run = this.#current;
    run.waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        run.waiting--;
        if (run.waiting === 0) this.#end(run, signal.reason);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      const done = () => signal.removeEventListener("abort", leave);
      run.result.then(resolve, reject).finally(done);
    });
  }

  /** Stops the run under way; who waits for it is rejected with `reason`. */
  stop(reason: unknown): void {
    if (this.#current !== undefined) this.#end(this.#current, reason);
  }

  #begin() {
    const stop = new AbortController();
    const result = this.#start(stop.signal);
    const run = { result, stop, waiting: 0 };
    const forget = () => {
      if (this.#current === run) this.#current = undefined;
    };
    result.then(forget, forget);
    return run;
  }

  #end(run: { readonly stop: AbortController }, reason: unknown): void {
    if (this.#current === run) this.#current = undefined;
    run.stop.abort(reason);
  }
}

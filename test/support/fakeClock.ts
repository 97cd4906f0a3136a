import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/base/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that moves only in `advance` and `jump`, and then from sleeper to sleeper. */
export class FakeClock implements Clock {
  #wallOffset: number;
  #monotonic = 0;
  #sleepers: Sleeper[] = [];

  constructor(now = Date.UTC(2026, 0, 5, 10, 0, 0)) {
    this.#wallOffset = now;
  }

  readonly now = (): number => this.#wallOffset + this.#monotonic;

  readonly monotonic = (): number => this.#monotonic;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      const sleeper = { at: this.#monotonic + ms, wake };
      this.#sleepers.push(sleeper);
      signal.addEventListener("abort", stop, { once: true });
    });

  /** How many sleep now; 0 after everything was stopped. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Lets `ms` milliseconds pass: wakes each sleeper at its time, and lets everything that can run do so before time moves on. */
  async advance(ms: number): Promise<void> {
    const until = this.#monotonic + ms;
    for (;;) {
      await setImmediate();
      const next = this.#sleepers.reduce<Sleeper | undefined>(
        (first, sleeper) => (first === undefined || sleeper.at < first.at ? sleeper : first),
        undefined,
      );
      if (next === undefined || next.at > until) break;
      this.#monotonic = Math.max(this.#monotonic, next.at);
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      next.wake();
    }
    this.#monotonic = until;
  }

  /** The wall clock moves while the monotonic one stands still: the machine slept, or somebody set the time. */
  jump(ms: number): void {
    this.#wallOffset += ms;
  }
}

import type { VirtualTime } from "../virtualTime.ts";

/**
 * Keys that somebody has to look at, each once however often it is asked for, a moment after: as controllers do, which read
 * the whole state of a key and not what happened to it (client-go util/workqueue).
 */
export class WorkQueue {
  readonly #time: VirtualTime;
  readonly #work: (key: string) => void;
  readonly #waiting = new Map<string, { readonly at: number; readonly cancel: () => void }>();

  constructor(time: VirtualTime, work: (key: string) => void) {
    this.#time = time;
    this.#work = work;
  }

  /** In `ms`, or before when it was asked for sooner. */
  add(key: string, ms = 0): void {
    const at = this.#time.now() + this.#time.span(ms);
    const planned = this.#waiting.get(key);
    if (planned !== undefined && planned.at <= at) return;
    planned?.cancel();
    const cancel = this.#time.after(ms, () => {
      this.#waiting.delete(key);
      this.#work(key);
    });
    this.#waiting.set(key, { at, cancel });
  }
}

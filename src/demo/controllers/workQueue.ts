import { StatusError } from "../apiserver/statusError.ts";
import { keyOf, nameOf, type ObjectName } from "../objects/kubeObject.ts";
import type { VirtualTime } from "../virtualTime.ts";

/**
 * Objects that somebody has to look at, each once however often it is asked for, a moment after: as controllers do, which read
 * the whole state of an object and not what happened to it. What the API refuses is tried again, later each time
 * (client-go util/workqueue).
 */
export class WorkQueue {
  readonly #time: VirtualTime;
  readonly #work: (name: ObjectName) => void;
  readonly #waiting = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  readonly #failures = new Map<string, number>();

  constructor(time: VirtualTime, work: (name: ObjectName) => void) {
    this.#time = time;
    this.#work = work;
  }

  /** In `ms`, or before when it was asked for sooner. */
  add(name: ObjectName, ms = 0): void {
    const key = keyOf(name);
    const at = this.#time.now() + this.#time.span(Math.max(0, ms));
    const planned = this.#waiting.get(key);
    if (planned !== undefined && planned.at <= at) return;
    planned?.cancel();
    const cancel = this.#time.after(ms, () => {
      this.#waiting.delete(key);
      this.#run(key);
    });
    this.#waiting.set(key, { at, cancel });
  }

  /** Forgets all that waits. */
  stop(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  #run(key: string): void {
    const name = nameOf(key);
    try {
      this.#work(name);
      this.#failures.delete(key);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      this.add(name, Math.min(firstDelayMs * 2 ** failures, longestDelayMs));
    }
  }
}

const firstDelayMs = 5;
const longestDelayMs = 1_000_000;

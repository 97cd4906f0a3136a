import { keyOf } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { priorityOf } from "./filters.ts";

interface Entry {
  readonly key: string;
  readonly priority: number;
  readonly order: number;
  attempts: number;
  resources: ReadonlySet<string>;
  isBackedOff: boolean;
  isWoken: boolean;
  cancel: () => void;
}

/**
 * Pods that wait for a node: the most important first, then that which waits longest. One that fitted nowhere is tried again
 * when something changes that may help it, after a back-off that doubles, and every few minutes in any case (kube-scheduler
 * backend/queue).
 */
export class SchedulingQueue {
  readonly #time: VirtualTime;
  readonly #schedule: (key: string) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #active = new Set<Entry>();
  readonly #failed = new Set<Entry>();
  #order = 0;
  #cancel: (() => void) | undefined;

  constructor(time: VirtualTime, schedule: (key: string) => void) {
    this.#time = time;
    this.#schedule = schedule;
  }

  /** A pod without a node came, or changed: it is tried at once. */
  add(pod: Pod): void {
    const key = keyOf(pod.metadata);
    const known = this.#entries.get(key);
    this.remove(key);
    const entry: Entry = {
      key,
      priority: priorityOf(pod),
      order: this.#order++,
      attempts: known?.attempts ?? 0,
      resources: new Set(),
      isBackedOff: true,
      isWoken: false,
      cancel: () => {},
    };
    this.#entries.set(key, entry);
    this.#activate(entry);
  }

  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.cancel();
    this.#entries.delete(key);
    this.#active.delete(entry);
    this.#failed.delete(entry);
  }

  /** The pod just tried fitted nowhere. @param resources what was missing: only more of that helps, or another node. */
  fail(key: string, resources: readonly string[]): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    const backOffMs = Math.min(firstBackOffMs * 2 ** entry.attempts++, longestBackOffMs);
    Object.assign(entry, { resources: new Set(resources), isBackedOff: false, isWoken: false });
    this.#failed.add(entry);
    const cancels = [
      this.#time.after(backOffMs, () => {
        entry.isBackedOff = true;
        if (entry.isWoken) this.#activate(entry);
      }),
      this.#time.after(longestRestMs, () => this.#activate(entry)),
    ];
    entry.cancel = () => {
      for (const cancel of cancels) cancel();
    };
  }

  /** These resources were given back somewhere; without a list, a node came or changed. */
  wake(resources?: readonly string[]): void {
    for (const entry of this.#failed) {
      if (resources !== undefined && !resources.some((resource) => entry.resources.has(resource))) continue;
      entry.isWoken = true;
      if (entry.isBackedOff) this.#activate(entry);
    }
  }

  stop(): void {
    for (const { cancel } of this.#entries.values()) cancel();
    this.#cancel?.();
  }

  #activate(entry: Entry): void {
    entry.cancel();
    this.#failed.delete(entry);
    this.#active.add(entry);
    this.#cancel ??= this.#time.after(0, () => this.#run());
  }

  #run(): void {
    this.#cancel = undefined;
    const turn = [...this.#active].sort((one, other) => other.priority - one.priority || one.order - other.order);
    for (const entry of turn) {
      // Taken back meanwhile: bound by somebody else, or gone.
      if (!this.#active.delete(entry)) continue;
      this.#schedule(entry.key);
    }
  }
}

const firstBackOffMs = 1000;
const longestBackOffMs = 10_000;
const longestRestMs = 300_000;

import { type LogLine, mergedByTime } from "./logLine.ts";

/** Of more lines than these none waits for others: they would all come in one frame. */
const mostHeld = 10_000;

/** Puts what several containers write into the order of time, as far as that can be had without waiting long. */
export class LineMerge {
  readonly #holdMs: number;
  readonly #pending = new Map<number, LogLine[]>();
  /** How many lines of each were there at `#markedAt`. */
  #marks = new Map<number, number>();
  #markedAt: number | undefined;
  #count = 0;

  /** Lines wait between `holdMs` and twice as long for older ones of others. Times are monotonic milliseconds. */
  constructor(holdMs: number) {
    this.#holdMs = holdMs;
  }

  /** Lines that wait. */
  get count(): number {
    return this.#count;
  }

  /** Lines of one container, in its order. */
  add(source: number, lines: readonly LogLine[]): void {
    const list = this.#pending.get(source) ?? [];
    this.#pending.set(source, list);
    // Not by spreading: there may be more of them than a call takes.
    for (const line of lines) list.push(line);
    this.#count += lines.length;
  }

  /** The lines that have waited long enough, and what is older than the newest of them. Of one container alone none has to wait. */
  take(now: number): readonly LogLine[] {
    if (this.#pending.size <= 1) return this.takeAll();
    if (this.#markedAt !== undefined && now - this.#markedAt < this.#holdMs && this.#count < mostHeld) return [];
    const newest = this.#newestMarked();
    const ready = [...this.#pending].map(([source, list]) => {
      let end = this.#marks.get(source) ?? 0;
      while (end < list.length && (list[end] as LogLine).time <= newest) end++;
      this.#pending.set(source, list.slice(end));
      return list.slice(0, end);
    });
    const merged = mergedByTime(ready);
    this.#count -= merged.length;
    this.#marks = new Map([...this.#pending].map(([source, { length }]) => [source, length]));
    this.#markedAt = this.#count === 0 ? undefined : now;
    return merged;
  }

  /** All lines, whatever is still to come. */
  takeAll(): readonly LogLine[] {
    const merged = mergedByTime([...this.#pending.values()]);
    for (const source of this.#pending.keys()) this.#pending.set(source, []);
    this.#marks.clear();
    this.#markedAt = undefined;
    this.#count = 0;
    return merged;
  }

  /** Milliseconds until there is something to take; Infinity when nothing waits. */
  steadyFor(now: number): number {
    if (this.#count === 0) return Number.POSITIVE_INFINITY;
    return Math.max(0, (this.#markedAt ?? now) + this.#holdMs - now);
  }

  #newestMarked(): string {
    let newest = "";
    for (const [source, mark] of this.#marks) {
      const time = this.#pending.get(source)?.[mark - 1]?.time ?? "";
      if (time > newest) newest = time;
    }
    return newest;
  }
}

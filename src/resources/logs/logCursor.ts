import type { LogLine } from "./logLine.ts";

/** `2026-01-05T10:00:00`. */
const secondLength = 19;

/**
 * Where a log can be taken up again after its stream broke. The server starts at whole seconds (`sinceTime` is a metav1.Time, which the
 * API server hands on to the kubelet without its fraction), so it sends again what was seen of that second: those lines are passed over,
 * each as often as it was seen.
 */
export class LogCursor {
  #second = "";
  /** What was seen of that second. */
  #seen: string[] = [];
  #again: { readonly second: string; readonly counts: Map<string, number> } | undefined;

  /** Whether the line is a new one. */
  takes({ time, text }: LogLine): boolean {
    const second = time.slice(0, secondLength);
    if (
      this.#again !== undefined &&
      second !== "" &&
      second <= this.#again.second &&
      this.#wasSeen(second, time, text)
    ) {
      return false;
    }
    if (second > this.#second) {
      this.#second = second;
      this.#seen = [];
    }
    if (second !== "" && second === this.#second) this.#seen.push(keyOf(time, text));
    return true;
  }

  /** From when to ask for the log again, RFC 3339; undefined when nothing was seen. The next lines are those of that answer. */
  resume(): string | undefined {
    if (this.#second === "") return undefined;
    const counts = new Map<string, number>();
    for (const key of this.#seen) counts.set(key, (counts.get(key) ?? 0) + 1);
    this.#again = { second: this.#second, counts };
    return `${this.#second}Z`;
  }

  #wasSeen(second: string, time: string, text: string): boolean {
    if (this.#again === undefined || second < this.#again.second) return true;
    const key = keyOf(time, text);
    const left = this.#again.counts.get(key) ?? 0;
    this.#again.counts.set(key, left - 1);
    return left > 0;
  }
}

function keyOf(time: string, text: string): string {
  return `${time} ${text}`;
}

import type { PodRow } from "../podRow.ts";
import type { PodUsage } from "./podUsage.ts";

/** Milliseconds after which what was measured says nothing any more of what is used. */
const staleAfterMs = 120_000;
/** The clocks of nodes and server are not the same: what was measured so much later than a moment may still be of it, milliseconds. */
const clocksDifferMs = 30_000;

/** What the pods of a table used when they were measured last, by uid. */
export class PodUsages {
  #byUid: ReadonlyMap<string, PodUsage> = new Map();
  #newestAt = Number.NEGATIVE_INFINITY;
  /** A filter asks about each row more than once in a row. */
  #asked: PodRow | undefined;
  #found: PodUsage | undefined;
  /** They are asked for. */
  isOn = false;

  replace(byUid: ReadonlyMap<string, PodUsage>): void {
    this.#byUid = byUid;
    this.#asked = undefined;
    this.#newestAt = Number.NEGATIVE_INFINITY;
    for (const { at } of byUid.values()) this.#newestAt = Math.max(this.#newestAt, at);
  }

  /** When the newest of them was measured, milliseconds since the epoch; undefined when none was. */
  get newestAt(): number | undefined {
    return Number.isFinite(this.#newestAt) ? this.#newestAt : undefined;
  }

  /** However old it is: the order of a table may change only when it is told. */
  last(row: PodRow): PodUsage | undefined {
    if (row === this.#asked) return this.#found;
    this.#asked = row;
    this.#found = this.#byUid.get(row.uid);
    return this.#found;
  }

  /** Undefined when it is not known at `now`, the server's clock in milliseconds since the epoch. */
  at(row: PodRow, now: number): PodUsage | undefined {
    const usage = this.last(row);
    return usage !== undefined && isOf(usage.at, now) ? usage : undefined;
  }

  /** Milliseconds from `now` for which `at` stays the same. */
  steadyFor(row: PodRow, now: number): number {
    const usage = this.last(row);
    if (usage === undefined || now - usage.at > staleAfterMs) return Number.POSITIVE_INFINITY;
    const turns = now < usage.at - clocksDifferMs ? usage.at - clocksDifferMs : usage.at + staleAfterMs + 1;
    return turns - now;
  }
}

/** What was measured at `at` is true of `now`. A moment before that is shown knows nothing of what was measured after it. */
function isOf(at: number, now: number): boolean {
  return at - clocksDifferMs <= now && now <= at + staleAfterMs;
}

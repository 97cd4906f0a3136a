import type { Clock } from "../../base/clock.ts";
import type { ListWatch } from "./listWatch.ts";

const everyMs = 600_000;

/** Asks the server now and then whether it has as many rows as we do: a change that was never told is found by nothing else. */
export class Audit {
  readonly #source: Pick<ListWatch<unknown>, "count">;
  readonly #clock: Clock;
  /** Monotonic. */
  #dueAt = 0;

  constructor(source: Pick<ListWatch<unknown>, "count">, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** After a complete list; it is audited at the first bookmark, unless it was made for an audit and would be made again. */
  listed(forAudit: boolean): void {
    this.#dueAt = this.#clock.monotonic() + (forAudit ? everyMs : 0);
  }

  /** False when the server had another number of rows at `version`, which a bookmark just named. Never rejects. */
  async agrees(version: string, rows: number, signal: AbortSignal): Promise<boolean> {
    const now = this.#clock.monotonic();
    if (now < this.#dueAt) return true;
    this.#dueAt = now + everyMs;
    // Refused, or too late to ask: then nothing is proved, and nothing is wrong.
    const count = await this.#source.count({ exactly: version }, signal).catch(() => undefined);
    return count?.total === undefined || count.total === rows;
  }
}

import type { Ask } from "./cursor.ts";
import type { FromVersion, RowCount, Versioned, WatchEvent } from "./listWatch.ts";
import type { Pulse } from "./liveness.ts";
import type { Life, Outcome } from "./recovery.ts";
import { isOlder } from "./resourceVersion.ts";

/** The bookkeeping of one request under way. Times are monotonic milliseconds. */
export class Attempt {
  /** A streaming list becomes a watch at its end bookmark. */
  ask: Ask["kind"];
  acceptedAt: number | undefined;
  lastBatchAt = 0;
  lastInitialAt = 0;
  received = 0;
  total: number | undefined;
  /** Of the server when the list began, as far as it is known: newer rows are changes to it. */
  #listVersion: string | undefined;
  hadBookmark = false;
  versionChecked = false;
  probedAt: number | undefined;
  probingSince: number | undefined;
  /** Progress of the mirror when this request was accepted. */
  progressBefore = 0;
  readonly recovering: boolean;
  readonly #abort = new AbortController();
  #verdict: Outcome | undefined;

  constructor(ask: Ask["kind"], recovering: boolean) {
    this.ask = ask;
    this.recovering = recovering;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Why the request was given up by us, if it was. */
  get verdict(): Outcome | undefined {
    return this.#verdict;
  }

  /** Gives the request up because of `outcome`; the first reason counts. */
  end(outcome: Outcome): void {
    this.#verdict ??= outcome;
    this.#abort.abort();
  }

  /** Lets go of everything that runs for this request. */
  close(): void {
    this.#abort.abort();
  }

  accept(now: number, progress: number): void {
    if (this.acceptedAt === undefined) {
      this.acceptedAt = now;
      this.lastInitialAt = now;
      this.progressBefore = progress;
    }
    this.lastBatchAt = now;
  }

  /** The streaming list is complete; from here on it is a watch of its own. */
  becomeWatch(now: number, progress: number): void {
    this.ask = "watch";
    this.acceptedAt = now;
    this.progressBefore = progress;
  }

  /** What the server counted beside this list. */
  counted({ total, resourceVersion }: RowCount): void {
    this.total ??= total;
    this.#listVersion ??= resourceVersion;
  }

  /** Events before the end of a streaming list have come. */
  gotInitial(events: readonly WatchEvent<Versioned>[], now: number): void {
    const version = this.#listVersion;
    const isInitial = events.some(
      (event) => event.type === "put" && (version === undefined || !isOlder(version, event.row.resourceVersion)),
    );
    if (isInitial) this.lastInitialAt = now;
  }

  life(now: number, progress: number, version: FromVersion): Life {
    const accepted = this.acceptedAt !== undefined;
    return {
      accepted,
      lastedMs: this.acceptedAt === undefined ? 0 : now - this.acceptedAt,
      progress: accepted ? progress - this.progressBefore : 0,
      version,
    };
  }

  /** What liveness judges; undefined until the server accepted the request. */
  pulse(now: number, progress: number, bookmarksExpected: boolean, mayCompress: boolean): Pulse | undefined {
    if (this.acceptedAt === undefined) return undefined;
    const { ask, acceptedAt, lastBatchAt, probedAt, probingSince, hadBookmark, recovering, versionChecked } = this;
    const hadProgress = progress > this.progressBefore;
    const { received, total, lastInitialAt } = this;
    return {
      ...{ now, ask, acceptedAt, lastBatchAt, probedAt, probingSince, bookmarksExpected, hadBookmark, hadProgress },
      ...{ recovering, versionChecked, received, total, lastInitialAt, mayCompress },
    };
  }
}

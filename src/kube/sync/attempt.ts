import type { Clock } from "../../base/clock.ts";
import { KubeError } from "../kubeError.ts";
import type { Ask } from "./cursor.ts";
import type { RowCount, Versioned, WatchEvent } from "./listWatch.ts";
import type { Pulse } from "./liveness.ts";
import type { Life, Outcome } from "./outcome.ts";
import { isOlder } from "./resourceVersion.ts";

/** How far the table has come. */
export type Standing = Pick<Life, "version" | "progress">;

export interface AttemptOptions {
  readonly clock: Clock;
  readonly ask: Ask["kind"];
  /** Of the table when the request is made. */
  readonly standing: Standing;
  /** The request before failed. */
  readonly recovering: boolean;
  /** A slow list may be given up for a compressed one. */
  readonly mayCompress: boolean;
}

/** The bookkeeping of one request under way. Times are monotonic milliseconds. */
export class Attempt {
  /** A streaming list becomes a watch at its end bookmark. */
  ask: Ask["kind"];
  readonly startedAt: number;
  received = 0;
  total: number | undefined;
  hadBookmark = false;
  versionChecked = false;
  probedAt: number | undefined;
  probingSince: number | undefined;
  readonly #options: AttemptOptions;
  readonly #abort = new AbortController();
  #standing: Standing;
  #acceptedAt: number | undefined;
  #lastBatchAt = 0;
  #lastInitialAt = 0;
  /** Progress of the table when this request was accepted. */
  #progressBefore = 0;
  /** Of the server when the list began, as far as it is known: newer rows are changes to it. */
  #listVersion: string | undefined;
  #verdict: Outcome | undefined;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.ask = options.ask;
    this.startedAt = options.clock.monotonic();
    this.#standing = options.standing;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Why the request was given up by us, if it was. */
  get verdict(): Outcome | undefined {
    return this.#verdict;
  }

  /** Version of the table now. */
  get version(): Standing["version"] {
    return this.#standing.version;
  }

  /** Gives the request up because of `outcome`; the first reason counts. */
  end(outcome: Outcome): void {
    this.#verdict ??= outcome;
    this.#abort.abort();
  }

  /** Gives the request up because its way seems to be dead. */
  giveUp(why: string): void {
    this.end({ kind: "failed", error: new KubeError("unreachable", why), ...this.life() });
  }

  /** Lets go of everything that runs for this request. */
  close(): void {
    this.#abort.abort();
  }

  /** Something of the answer came. Returns true the first time. */
  accept(): boolean {
    const now = this.#options.clock.monotonic();
    const isFirst = this.#acceptedAt === undefined;
    if (isFirst) {
      this.#acceptedAt = now;
      this.#lastInitialAt = now;
      this.#progressBefore = this.#standing.progress;
    }
    this.#lastBatchAt = now;
    return isFirst;
  }

  /** What the server counted beside this list. */
  counted({ total, resourceVersion }: RowCount): void {
    this.total ??= total;
    this.#listVersion ??= resourceVersion;
  }

  /** Events before the end of a streaming list have come. */
  gotInitial(events: readonly WatchEvent<Versioned>[]): void {
    const version = this.#listVersion;
    const isInitial = events.some(
      (event) => event.type === "put" && (version === undefined || !isOlder(version, event.row.resourceVersion)),
    );
    if (isInitial) this.#lastInitialAt = this.#options.clock.monotonic();
  }

  /** The streaming list is complete; from here on it is a watch of its own, which moves `standing`. */
  becomeWatch(standing: Standing): void {
    this.ask = "watch";
    this.#standing = standing;
    this.#acceptedAt = this.#options.clock.monotonic();
    this.#progressBefore = standing.progress;
  }

  life(): Life {
    const acceptedAt = this.#acceptedAt;
    const { version, progress } = this.#standing;
    if (acceptedAt === undefined) return { accepted: false, lastedMs: 0, progress: 0, version };
    const lastedMs = this.#options.clock.monotonic() - acceptedAt;
    return { accepted: true, lastedMs, progress: progress - this.#progressBefore, version };
  }

  /** What liveness judges; undefined until the server accepted the request. */
  pulse(bookmarksExpected: boolean): Pulse | undefined {
    if (this.#acceptedAt === undefined) return undefined;
    const { ask, received, total, probedAt, probingSince, hadBookmark, versionChecked } = this;
    const { clock, recovering, mayCompress } = this.#options;
    return {
      ...{ ask, received, total, probedAt, probingSince, bookmarksExpected, hadBookmark, versionChecked },
      ...{ now: clock.monotonic(), recovering, mayCompress, hadProgress: this.life().progress > 0 },
      ...{ acceptedAt: this.#acceptedAt, lastBatchAt: this.#lastBatchAt, lastInitialAt: this.#lastInitialAt },
    };
  }
}

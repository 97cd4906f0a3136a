import type { Ask, ListForm } from "./cursor.ts";
import { EventRate } from "./eventRate.ts";

/** A complete list. Times are milliseconds since the epoch. */
export interface ListFigures {
  /** `stream` came as events of one watch. */
  readonly form: ListForm | "stream";
  readonly rows: number;
  readonly resourceVersion: string;
  readonly completeAt: number;
  /** From the request to the last row, milliseconds. */
  readonly tookMs: number;
}

/** A request that was not the end of it: another one had to follow. */
export interface Restart {
  readonly why: string;
  /** What followed. */
  readonly next: Ask["kind"];
  /** The last time, milliseconds since the epoch, and how often in a row. */
  readonly at: number;
  readonly times: number;
}

/** As many are remembered. */
const mostRestarts = 20;

/** What reflectors have seen of one collection, in figures, as they are now. All times but those of the rate are milliseconds since the epoch. */
export class SyncFigures {
  readonly rate = new EventRate();
  #list: ListFigures | undefined;
  #watchedSince: number | undefined;
  #changes = 0;
  #bookmark: { readonly resourceVersion: string; readonly at: number } | undefined;
  #restarts: readonly Restart[] = [];
  #restartCount = 0;

  /** The newest complete list. */
  get list(): ListFigures | undefined {
    return this.#list;
  }

  /** When the server took the watch that runs now. */
  get watchedSince(): number | undefined {
    return this.#watchedSince;
  }

  /** Changes that watches told. */
  get changes(): number {
    return this.#changes;
  }

  /** The newest one. */
  get bookmark(): { readonly resourceVersion: string; readonly at: number } | undefined {
    return this.#bookmark;
  }

  /** The newest first; the same reason several times in a row is one. */
  get restarts(): readonly Restart[] {
    return this.#restarts;
  }

  get restartCount(): number {
    return this.#restartCount;
  }

  asking(): void {
    this.#watchedSince = undefined;
  }

  listed(list: ListFigures): void {
    this.#list = list;
  }

  watching(at: number): void {
    this.#watchedSince = at;
  }

  /** `at` is on the clock of the rate. */
  changeCame(at: number): void {
    this.#changes++;
    this.rate.add(at);
  }

  bookmarkCame(resourceVersion: string, at: number): void {
    this.#bookmark = { resourceVersion, at };
  }

  restarted(why: string, next: Ask["kind"], at: number): void {
    const [last, ...older] = this.#restarts;
    const isSame = last?.why === why && last.next === next;
    const before = isSame ? older : this.#restarts;
    this.#restarts = [{ why, next, at, times: isSame ? last.times + 1 : 1 }, ...before].slice(0, mostRestarts);
    this.#restartCount++;
  }
}

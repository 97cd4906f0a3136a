import type { Timers } from "../../base/framePacer.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { type CauseGroup, CauseGroups } from "../../resources/causes/causeGroups.ts";
import { CauseHistory } from "../../resources/causes/causeHistory.ts";
import { minuteOf, minutesKept } from "../../resources/causes/minutePeaks.ts";
import { type SharedTrait, sharedTraits } from "../../resources/causes/sharedTraits.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { RowDelta } from "../../table/rowStore.ts";
import type { PodTable } from "../podTable.ts";
import type { Minute } from "./sparkline.ts";
import { TraitCounter } from "./traitCounter.ts";
import { WatchedTime } from "./watchedTime.ts";

export interface CausesParts {
  readonly timers: Timers;
  /** The clock of the table, milliseconds since the epoch: it stands still with the table. */
  now(): number;
  /** What the groups share is known now. */
  onCounted(): void;
}

/**
 * The causes of what is unhealthy in the table on the screen, from its first row on. What is needed of the healthy pods is counted once
 * the list is complete, so that the list does not wait for it.
 */
export class ShownCauses {
  readonly #parts: CausesParts;
  #table: Pick<PodTable, "follow"> | undefined;
  #groups = new CauseGroups();
  #history: CauseHistory;
  #watched = new WatchedTime();
  #traits: TraitCounter | undefined;
  #stop: () => void = () => {};
  #stopCounting: () => void = () => {};

  constructor(parts: CausesParts) {
    this.#parts = parts;
    this.#history = new CauseHistory(minuteOf(parts.now()));
  }

  /** The worst first. */
  get groups(): readonly CauseGroup[] {
    return this.#groups.groups();
  }

  /** Pods that are unhealthy. */
  get count(): number {
    return this.#groups.count;
  }

  /** Since when every change is seen, milliseconds since the epoch; undefined while it is not. */
  get watchedSince(): number | undefined {
    return this.#watched.since;
  }

  /** What the pods of a group share that no healthy one has; undefined while the healthy ones are being counted. */
  sharedBy(group: CauseGroup): readonly SharedTrait[] | undefined {
    return this.#traits?.isCounted === true ? sharedTraits(group, this.#traits.counts) : undefined;
  }

  /** The last hour of a group, minute by minute. */
  minutesOf(group: CauseGroup): readonly Minute[] {
    return this.#minutes([group], (minute) => this.#history.peakOf(group.cause, minute));
  }

  /** The last hour of all groups. */
  minutesOfAll(): readonly Minute[] {
    return this.#minutes(this.groups, (minute) => this.#history.peakOfAll(minute));
  }

  /** Another table is on the screen. */
  move(table: Pick<PodTable, "follow"> | undefined): void {
    this.close();
    this.#table = table;
    this.#groups = new CauseGroups();
    this.#history = new CauseHistory(minuteOf(this.#parts.now()));
    this.#watched = new WatchedTime();
    this.#stop = table?.follow((deltas) => this.#take(deltas)) ?? (() => {});
  }

  /** To be told the state before each frame, and whether the table is held still. */
  note(sync: SyncState, isHeld: boolean): void {
    const { phase } = sync;
    const isTrue = phase === "live" || phase === "polling";
    if (isTrue && !isHeld) this.#watched.look(this.#parts.now());
    else this.#watched.lookAway(this.#parts.now());
    if (isTrue || phase === "file") this.#count();
  }

  close(): void {
    this.#stop();
    this.#stopCounting();
    this.#traits?.stop();
    this.#stop = () => {};
    this.#stopCounting = () => {};
    this.#traits = undefined;
  }

  #take(deltas: readonly RowDelta<PodRow>[]): void {
    const resized = this.#groups.apply(deltas);
    if (resized.size === 0) return;
    const minute = minuteOf(this.#parts.now());
    this.#history.noteTotal(this.#groups.count, minute);
    for (const cause of resized) this.#history.note(cause, this.#groups.countOf(cause), minute);
  }

  #count(): void {
    if (this.#traits !== undefined || this.#table === undefined) return;
    const traits = new TraitCounter(this.#parts.timers, this.#parts.onCounted);
    this.#traits = traits;
    this.#stopCounting = this.#table.follow((deltas) => traits.take(deltas));
  }

  /** What was not seen is known only of the pods that are still unhealthy: at least those were. */
  #minutes(groups: readonly CauseGroup[], peakIn: (minute: number) => number | undefined) {
    const newest = minuteOf(this.#parts.now());
    const oldest = newest - minutesKept + 1;
    const begun = begunBy(groups, oldest);
    return Array.from(begun, (count, index): Minute => {
      const minute = oldest + index;
      const peak = this.#watched.has(minute) ? peakIn(minute) : undefined;
      if (peak !== undefined) return { count: peak, isSeen: true };
      return count === 0 ? undefined : { count, isSeen: false };
    });
  }
}

/** How many of the pods were unhealthy already by the end of each minute, as far as it is known when they began to be. */
function begunBy(groups: readonly CauseGroup[], oldest: number): readonly number[] {
  const begun = new Array<number>(minutesKept).fill(0);
  for (const group of groups) {
    for (const [minute, count] of group.begun) {
      const index = Math.max(0, minute - oldest);
      if (index < minutesKept) begun[index] = (begun[index] ?? 0) + count;
    }
  }
  let sum = 0;
  return begun.map((count) => {
    sum += count;
    return sum;
  });
}

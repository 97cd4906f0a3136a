import { setImmediate } from "node:timers/promises";
import { type PodRow, podRowAt, podRowTurnsAt } from "../resources/podRow.ts";
import { podTable } from "../resources/podTable.ts";
import { type Filter, filterOf } from "../table/filter.ts";
import { AnswerTime, type RowFilter } from "../table/rowFilter.ts";
import type { RecordedMoment, Timeline } from "./timeline.ts";

/** A moment at which a pod begins to pass a filter. */
export interface Found {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly pod: PodRow;
}

/** Keys have their turn after so many moments. */
const momentsAtOnce = 200;

/** Reads a filter line for `firstMatch`: words are looked for in all columns. */
export function podFilterOf(line: string): Filter<PodRow> {
  return filterOf(line, podTable.terms);
}

/**
 * The first moment after `from` at which a pod passes the filter that did not before, by what happens or by time alone; undefined
 * when there is none. `timeline` is moved. @throws RecordingError
 */
export async function firstMatch(
  timeline: Timeline,
  filter: Filter<PodRow>,
  from: number,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const passing = new PassingPods(filter);
  passing.take(await timeline.seek(from));
  for (let count = 1; !signal.aborted; count++) {
    const at = await timeline.next(passing.at);
    const byTime = passing.turned(at ?? timeline.endsAt);
    if (byTime !== undefined) return byTime;
    if (at === undefined) return undefined;
    const found = passing.take(await timeline.seek(at));
    if (found !== undefined) return found;
    if (count % momentsAtOnce === 0) await setImmediate();
  }
  return undefined;
}

/** Which pods pass a filter, from moment to moment. */
class PassingPods {
  readonly #filter: RowFilter<PodRow> | undefined;
  /** Uids of those that do. */
  readonly #passing = new Set<string>();
  readonly #rows = new Map<string, PodRow>();
  /** When time alone may change the answer for a pod, by key. */
  readonly #due = new Map<string, number>();
  #skewMs = 0;
  at = Number.NEGATIVE_INFINITY;

  constructor(filter: Filter<PodRow>) {
    this.#filter = filter.over(podTable.columns);
  }

  /** What the pods are at `moment`; the first of those that begin to pass with it. */
  take(moment: RecordedMoment): Found | undefined {
    this.#moveTo(moment);
    if (moment.changes === undefined || this.#rows.size === 0) return this.#all(moment);
    let found: PodRow | undefined;
    for (const change of moment.changes) {
      if (change.type === "remove") this.#remove(change.key);
      else if (this.#put(change.row, moment.at)) found ??= change.row;
    }
    return found && { at: moment.at, pod: found };
  }

  /** The first pod that begins to pass by time alone up to `until`. */
  turned(until: number): Found | undefined {
    for (;;) {
      let next: { readonly key: string; readonly at: number } | undefined;
      for (const [key, at] of this.#due) if (at <= until && (next === undefined || at < next.at)) next = { key, at };
      if (next === undefined) return undefined;
      this.#due.delete(next.key);
      const row = this.#rows.get(next.key);
      if (row !== undefined && this.#put(row, next.at)) return { at: next.at, pod: row };
    }
  }

  #all(moment: RecordedMoment): Found | undefined {
    for (const key of [...this.#rows.keys()]) if (!moment.rows.has(key)) this.#remove(key);
    let found: PodRow | undefined;
    for (const row of moment.rows.values()) if (this.#put(row, moment.at)) found ??= row;
    return found && { at: moment.at, pod: found };
  }

  #moveTo({ at, place }: RecordedMoment): void {
    this.at = at;
    this.#skewMs = place.skewMs;
  }

  #remove(key: string): void {
    const uid = this.#rows.get(key)?.uid;
    if (uid !== undefined) this.#passing.delete(uid);
    this.#rows.delete(key);
    this.#due.delete(key);
  }

  /** Returns whether it passes and did not before. */
  #put(row: PodRow, at: number): boolean {
    if (this.#rows.get(row.key)?.uid !== row.uid) this.#remove(row.key);
    this.#rows.set(row.key, row);
    const now = at + this.#skewMs;
    const answer = new AnswerTime();
    const passes = this.#filter?.passes(podRowAt(row, now), now, answer) ?? true;
    const until = Math.min(answer.until, podRowTurnsAt(row, now));
    if (Number.isFinite(until)) this.#due.set(row.key, Math.max(until - this.#skewMs, at + 1));
    else this.#due.delete(row.key);
    const isNew = passes && !this.#passing.has(row.uid);
    if (passes) this.#passing.add(row.uid);
    else this.#passing.delete(row.uid);
    return isNew;
  }
}

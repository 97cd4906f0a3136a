import type { RowDelta } from "../../table/rowStore.ts";
import { healthRank, isUnhealthy, troubleOf, type Unhealthy } from "../health/podHealth.ts";
import type { PodRow } from "../podRow.ts";
import { minuteOf } from "./minutePeaks.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Unhealthy pods with the same cause, as they are now: the same object for as long as there are any. */
export interface CauseGroup {
  /** `pull: manifest unknown payments:v1.2.3`. */
  readonly cause: string;
  /** The worst among them. */
  readonly health: Unhealthy;
  readonly count: number;
  /** By their keys, in no order. */
  readonly members: ReadonlyMap<string, PodRow>;
  /** In the order of kubectl. */
  readonly pods: readonly PodRow[];
  /** Each once, in no order, and how many of the pods are its. */
  readonly workloads: ReadonlyMap<string, WorkloadCount>;
  /** Since when the first of them is known to be like this, milliseconds since the epoch; NaN when no time is known. */
  readonly since: number;
  /** How many of them began to be like this in which minute, as far as it is known. */
  readonly begun: ReadonlyMap<number, number>;
}

export interface WorkloadCount {
  readonly workload: Workload;
  readonly pods: number;
}

/**
 * Puts unhealthy pods together that have the same cause. Kept by differences: a change costs what it is about, and a healthy pod next
 * to nothing.
 */
export class CauseGroups {
  readonly #groups = new Map<string, Group>();
  #sorted: readonly CauseGroup[] | undefined = [];
  #count = 0;

  /** The pods of all groups. */
  get count(): number {
    return this.#count;
  }

  /** How many pods have a cause. */
  countOf(cause: string): number {
    return this.#groups.get(cause)?.count ?? 0;
  }

  /** Returns the causes that more or fewer pods have than before. */
  apply(deltas: readonly RowDelta<PodRow>[]): ReadonlySet<string> {
    const resized = new Set<string>();
    for (const delta of deltas) {
      const before = delta.kind === "add" ? undefined : causeOf(delta.kind === "change" ? delta.before : delta.row);
      const after = delta.kind === "remove" ? undefined : causeOf(delta.row);
      if (before === undefined && after === undefined) continue;
      this.#sorted = undefined;
      if (after !== undefined) this.#put(after, delta.row);
      if (before === after) continue;
      if (before !== undefined) this.#remove(before, delta.row.key);
      for (const cause of [before, after]) if (cause !== undefined) resized.add(cause);
    }
    return resized;
  }

  /** The worst first: by health, then the largest, then the newest. The same array until something changes. */
  groups(): readonly CauseGroup[] {
    this.#sorted ??= [...this.#groups.values()].sort(
      (a, b) =>
        healthRank[a.health] - healthRank[b.health] ||
        b.count - a.count ||
        compareTimes(b.since, a.since) ||
        (a.cause < b.cause ? -1 : 1),
    );
    return this.#sorted;
  }

  #put(cause: string, row: PodRow): void {
    const group = this.#groups.get(cause) ?? new Group(cause);
    const before = group.count;
    group.put(row);
    this.#count += group.count - before;
    this.#groups.set(cause, group);
  }

  #remove(cause: string, key: string): void {
    const group = this.#groups.get(cause);
    if (group?.remove(key) !== true) return;
    this.#count -= 1;
    if (group.count === 0) this.#groups.delete(cause);
  }
}

/** What is asked of a group each time that it is drawn is counted, the rest is found when somebody asks. */
class Group implements CauseGroup {
  readonly cause: string;
  readonly members = new Map<string, PodRow>();
  readonly workloads = new Map<string, WorkloadCount>();
  readonly begun = new Map<number, number>();
  readonly #healths = new Map<Unhealthy, number>();
  #pods: readonly PodRow[] | undefined;
  /** Undefined since the one that began first has gone. */
  #since: number | undefined = Number.NaN;

  constructor(cause: string) {
    this.cause = cause;
  }

  get count(): number {
    return this.members.size;
  }

  get health(): Unhealthy {
    return [...this.#healths.keys()].reduce((worst, health) =>
      healthRank[health] < healthRank[worst] ? health : worst,
    );
  }

  get pods(): readonly PodRow[] {
    this.#pods ??= [...this.members.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#pods;
  }

  get since(): number {
    this.#since ??= [...this.members.values()].map(beganAt).reduce(earlier, Number.NaN);
    return this.#since;
  }

  put(row: PodRow): void {
    const before = this.members.get(row.key);
    if (before !== undefined) this.#count(before, -1);
    this.members.set(row.key, row);
    this.#count(row, 1);
  }

  remove(key: string): boolean {
    const row = this.members.get(key);
    if (row === undefined) return false;
    this.members.delete(key);
    this.#count(row, -1);
    return true;
  }

  #count(row: PodRow, by: 1 | -1): void {
    this.#pods = undefined;
    addTo(this.#healths, row.health as Unhealthy, by);
    this.#countWorkload(row, by);
    const began = beganAt(row);
    if (Number.isNaN(began)) return;
    addTo(this.begun, minuteOf(began), by);
    if (by === 1 && this.#since !== undefined) this.#since = earlier(this.#since, began);
    else if (began === this.#since) this.#since = undefined;
  }

  #countWorkload(row: PodRow, by: 1 | -1): void {
    const workload = workloadOf(row);
    const key = `${workload.namespace}/${workload.kind}/${workload.name}`;
    const pods = (this.workloads.get(key)?.pods ?? 0) + by;
    if (pods === 0) this.workloads.delete(key);
    else this.workloads.set(key, { workload, pods });
  }
}

function addTo<Key>(counts: Map<Key, number>, key: Key, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function causeOf(row: PodRow): string | undefined {
  return isUnhealthy(row) ? troubleOf(row)?.cause : undefined;
}

function beganAt(row: PodRow): number {
  return troubleOf(row)?.began ?? Number.NaN;
}

/** NaN is no time. */
function earlier(a: number, b: number): number {
  return a <= b || Number.isNaN(b) ? a : b;
}

/** What has no time is older than what has one. */
function compareTimes(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

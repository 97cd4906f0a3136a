import type { RowDelta } from "../../table/rowStore.ts";
import { healthRank, isUnhealthy, troubleOf, type Unhealthy } from "../health/podHealth.ts";
import type { PodRow } from "../podRow.ts";
import { revisionOf, type Workload } from "./workload.ts";

/** Unhealthy pods with the same cause, as they are until the next change: what is asked of them later is of that time. */
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
  /** Each once, by the number of its pods. */
  readonly workloads: readonly Workload[];
  /** Since when the first of them is known to be like this, milliseconds since the epoch; NaN when no time is known. */
  readonly since: number;
}

/**
 * Puts unhealthy pods together that have the same cause. Kept by differences: a change costs what it is about, a healthy pod next to
 * nothing, and only who asks about a group pays for it.
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
    const members = this.#groups.get(cause)?.members ?? new Map<string, PodRow>();
    const before = members.size;
    members.set(row.key, row);
    this.#count += members.size - before;
    this.#groups.set(cause, new Group(cause, members));
  }

  #remove(cause: string, key: string): void {
    const members = this.#groups.get(cause)?.members;
    if (members?.delete(key) !== true) return;
    this.#count -= 1;
    if (members.size === 0) this.#groups.delete(cause);
    else this.#groups.set(cause, new Group(cause, members));
  }
}

/** What the members of a group make of it, found when somebody asks. */
class Group implements CauseGroup {
  readonly cause: string;
  readonly members: Map<string, PodRow>;
  #health: Unhealthy | undefined;
  #pods: readonly PodRow[] | undefined;
  #workloads: readonly Workload[] | undefined;
  #since: number | undefined;

  constructor(cause: string, members: Map<string, PodRow>) {
    this.cause = cause;
    this.members = members;
  }

  get count(): number {
    return this.members.size;
  }

  get health(): Unhealthy {
    this.#health ??= worstOf(this.members.values());
    return this.#health;
  }

  get pods(): readonly PodRow[] {
    this.#pods ??= [...this.members.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#pods;
  }

  get workloads(): readonly Workload[] {
    this.#workloads ??= workloadsOf(this.members.values());
    return this.#workloads;
  }

  get since(): number {
    this.#since ??= earliestOf(this.members.values());
    return this.#since;
  }
}

/** What has no time is older than what has one. */
function compareTimes(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

function causeOf(row: PodRow): string | undefined {
  return isUnhealthy(row) ? troubleOf(row)?.cause : undefined;
}

function worstOf(rows: Iterable<PodRow>): Unhealthy {
  let worst: Unhealthy = "degraded";
  for (const { health } of rows) {
    if (healthRank[health] < healthRank[worst]) worst = health as Unhealthy;
  }
  return worst;
}

function earliestOf(rows: Iterable<PodRow>): number {
  let earliest = Number.NaN;
  for (const row of rows) {
    const began = troubleOf(row)?.began ?? Number.NaN;
    if (!(began >= earliest) && !Number.isNaN(began)) earliest = began;
  }
  return earliest;
}

function workloadsOf(rows: Iterable<PodRow>): readonly Workload[] {
  const owners = new Map<string, { readonly row: PodRow; count: number }>();
  for (const row of rows) {
    const owner = `${row.namespace}/${row.owner === "" ? row.name : row.owner}`;
    const known = owners.get(owner);
    if (known === undefined) owners.set(owner, { row, count: 1 });
    else known.count += 1;
  }
  const workloads = new Map<string, { readonly workload: Workload; count: number }>();
  for (const { row, count } of owners.values()) {
    const { workload } = revisionOf(row);
    const key = `${workload.namespace}/${workload.kind}/${workload.name}`;
    const known = workloads.get(key);
    if (known === undefined) workloads.set(key, { workload, count });
    else known.count += count;
  }
  return [...workloads.values()]
    .sort((a, b) => b.count - a.count || compareWorkloads(a.workload, b.workload))
    .map(({ workload }) => workload);
}

function compareWorkloads(a: Workload, b: Workload): number {
  return `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1;
}

import type { RowDelta } from "../../table/rowStore.ts";
import { healthRank, isUnhealthy, troubleOf, type Unhealthy } from "../health/podHealth.ts";
import type { PodRow } from "../podRow.ts";
import { type SharedTrait, sharedTraits } from "./sharedTraits.ts";
import { type Trait, TraitCounts, type TraitName, traitNames } from "./traits.ts";
import type { Revision, Workload } from "./workload.ts";

/** Unhealthy pods with the same cause. */
export interface CauseGroup {
  /** `pull: manifest unknown payments:v1.2.3`. */
  readonly cause: string;
  /** The worst among them. */
  readonly health: Unhealthy;
  /** By key, in the order of kubectl. */
  readonly pods: readonly PodRow[];
  /** Each once, by the number of its pods. */
  readonly workloads: readonly Workload[];
  /** Since when the first of them is known to be like this, milliseconds since the epoch; NaN when no time is known. */
  readonly since: number;
  readonly shared: readonly SharedTrait[];
}

/** The members of a group, and how often each trait is among them. */
class Members {
  readonly rows = new Map<string, PodRow>();
  /** What only the members decide; undefined since the last change among them. */
  summary: Omit<CauseGroup, "shared"> | undefined;
  readonly traits: Readonly<Record<TraitName, Map<Trait, number>>> = {
    revision: new Map(),
    image: new Map(),
    node: new Map(),
    namespace: new Map(),
  };

  count(traits: TraitCounts, row: PodRow, by: 1 | -1): void {
    this.summary = undefined;
    for (const name of traitNames) {
      const counts = this.traits[name];
      const trait = traits.traitOf(name, row);
      const count = (counts.get(trait) ?? 0) + by;
      if (count > 0) counts.set(trait, count);
      else counts.delete(trait);
    }
  }
}

/**
 * Puts unhealthy pods together that have the same cause, and says what these share that no healthy pod does. Kept by differences:
 * a change costs what it is about, and only who asks for the groups pays for them.
 */
export class CauseGroups {
  readonly #traits = new TraitCounts();
  readonly #members = new Map<string, Members>();

  apply(deltas: readonly RowDelta<PodRow>[]): void {
    for (const delta of deltas) {
      // First what comes, so that a revision whose last pod is replaced is not forgotten in between.
      if (delta.kind !== "remove") this.#add(delta.row);
      if (delta.kind === "remove") this.#remove(delta.row);
      else if (delta.kind === "change") this.#remove(delta.before, delta.row);
    }
  }

  /** The worst first: by health, then the largest. */
  groups(): readonly CauseGroup[] {
    const groups = [...this.#members].map(([cause, members]) => this.#groupOf(cause, members));
    return groups.sort(
      (a, b) =>
        healthRank[a.health] - healthRank[b.health] || b.pods.length - a.pods.length || (a.cause < b.cause ? -1 : 1),
    );
  }

  #add(row: PodRow): void {
    this.#traits.add(row, 1);
    const cause = causeOf(row);
    if (cause === undefined) return;
    const members = this.#members.get(cause) ?? new Members();
    this.#members.set(cause, members);
    members.rows.set(row.key, row);
    members.count(this.#traits, row, 1);
  }

  /** `after` is what the row has become, and is counted already. */
  #remove(row: PodRow, after?: PodRow): void {
    const cause = causeOf(row);
    const members = cause === undefined ? undefined : this.#members.get(cause);
    if (cause !== undefined && members !== undefined) {
      if (after === undefined || causeOf(after) !== cause) members.rows.delete(row.key);
      members.count(this.#traits, row, -1);
      if (members.rows.size === 0) this.#members.delete(cause);
    }
    this.#traits.add(row, -1);
  }

  #groupOf(cause: string, members: Members): CauseGroup {
    members.summary ??= summaryOf(cause, members);
    return { ...members.summary, shared: sharedTraits(members.summary.pods, members.traits, this.#traits) };
  }
}

function summaryOf(cause: string, members: Members): Omit<CauseGroup, "shared"> {
  const pods = [...members.rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  let health: Unhealthy = "degraded";
  let since = Number.NaN;
  for (const row of pods) {
    const trouble = troubleOf(row);
    if (trouble === undefined) continue;
    if (healthRank[trouble.health] < healthRank[health]) health = trouble.health;
    if (!(trouble.began >= since) && !Number.isNaN(trouble.began)) since = trouble.began;
  }
  return { cause, health, pods, workloads: workloadsOf(members.traits.revision), since };
}

function causeOf(row: PodRow): string | undefined {
  return isUnhealthy(row) ? troubleOf(row)?.cause : undefined;
}

function workloadsOf(revisions: ReadonlyMap<Trait, number>): readonly Workload[] {
  const counts = new Map<Workload, number>();
  for (const [trait, count] of revisions) {
    const { workload } = trait as Revision;
    counts.set(workload, (counts.get(workload) ?? 0) + count);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || compareWorkloads(a, b)).map(([workload]) => workload);
}

function compareWorkloads(a: Workload, b: Workload): number {
  return `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1;
}

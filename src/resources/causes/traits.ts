import { isUnhealthy } from "../health/podHealth.ts";
import type { PodRow } from "../podRow.ts";
import { type Revision, Revisions } from "./workload.ts";

/** What pods can have in common. */
export type TraitName = "revision" | "image" | "node" | "namespace";
export type Trait = Revision | string;

export const traitNames: readonly TraitName[] = ["revision", "image", "node", "namespace"];

/** Pods with one trait. Those that are done are neither. */
export interface TraitCount {
  well: number;
  unwell: number;
}

const nobody: Readonly<TraitCount> = { well: 0, unwell: 0 };

/** How many pods there are with each trait, and how many of these are well; kept by what comes and goes. */
export class TraitCounts {
  readonly revisions = new Revisions();
  readonly #counts: Readonly<Record<TraitName, Map<Trait, TraitCount>>> = {
    revision: new Map(),
    image: new Map(),
    node: new Map(),
    namespace: new Map(),
  };

  /** Of a pod that is no longer there `by` is -1. */
  add(row: PodRow, by: 1 | -1): void {
    if (row.health === "done") return;
    const side = isUnhealthy(row) ? "unwell" : "well";
    for (const name of traitNames) this.#add(name, this.traitOf(name, row), side, by);
  }

  traitOf(name: TraitName, row: PodRow): Trait {
    switch (name) {
      case "revision":
        return this.revisions.of(row);
      case "image":
        return row.images;
      default:
        return row[name];
    }
  }

  of(name: TraitName, trait: Trait): Readonly<TraitCount> {
    return this.#counts[name].get(trait) ?? nobody;
  }

  #add(name: TraitName, trait: Trait, side: keyof TraitCount, by: 1 | -1): void {
    const counts = this.#counts[name];
    let count = counts.get(trait);
    if (count === undefined) {
      count = { well: 0, unwell: 0 };
      counts.set(trait, count);
    }
    count[side] += by;
    if (count.well + count.unwell > 0) return;
    counts.delete(trait);
    if (typeof trait !== "string") this.revisions.forget(trait);
  }
}

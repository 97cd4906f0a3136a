import type { PodRow } from "../podRow.ts";
import type { CauseGroup } from "./causeGroups.ts";
import { type TraitCounts, type TraitName, traitOf } from "./traitCounts.ts";
import { type Revision, revisionKeyOf, revisionOf } from "./workload.ts";

/** Of fewer pods nothing is claimed: two can have anything in common. */
const leastPods = 3;

/** What all pods of a group have, and no healthy pod has. */
export type SharedTrait =
  | {
      readonly trait: "revision";
      readonly revision: Revision;
      /** How many pods of the revision there are: all of them are unhealthy, in this group or another. */
      readonly of: number;
      /** When the oldest of them was created, milliseconds since the epoch; NaN when it is not known, or they are not all in this group. */
      readonly oldestAt: number;
      /** The other revisions of the same workload. */
      readonly others: readonly { readonly hash: string; readonly well: number; readonly of: number }[];
    }
  | { readonly trait: TraitName; readonly value: string; readonly of: number };

/**
 * Exact arithmetic over sets of pods. A revision says all that its image would, and a namespace is said only where nothing closer is.
 * Pods that are done are left out: they are neither well nor unwell.
 */
export function sharedTraits({ count, members }: Pick<CauseGroup, "count" | "members">, all: TraitCounts) {
  const [first] = members.values();
  if (first === undefined || count < leastPods) return [];
  const shared: SharedTrait[] = [];
  const claim = (trait: TraitName) => {
    const of = traitOf[trait];
    const value = of(first);
    const { well, unwell } = all.of(trait, value);
    // Most are refuted by a healthy pod, without a look at the members.
    if (value !== "" && well === 0 && every(members, (row) => of(row) === value))
      shared.push({ trait, value, of: unwell });
  };
  const revision = commonRevision(first, members, all);
  if (revision === undefined) claim("image");
  else shared.push(revisionTrait(first, revision, members, all));
  claim("node");
  // Where healthy pods do not say their zone it could be any.
  if (!shared.some(({ trait }) => trait === "node") && all.of("zone", "").well === 0) claim("zone");
  if (shared.length === 0) claim("namespace");
  return shared as readonly SharedTrait[];
}

function commonRevision(first: PodRow, members: CauseGroup["members"], all: TraitCounts): Revision | undefined {
  const key = revisionKeyOf(first);
  const revision = revisionOf(first);
  if (key === undefined || revision.hash === "" || all.ofRevision(first).well > 0) return undefined;
  const isCommon = every(members, (row) => row.namespace === first.namespace && revisionKeyOf(row) === key);
  return isCommon ? revision : undefined;
}

function revisionTrait(
  first: PodRow,
  revision: Revision,
  members: CauseGroup["members"],
  all: TraitCounts,
): SharedTrait {
  const others = all.otherRevisions(revision).map(({ hash, well, unwell }) => ({ hash, well, of: well + unwell }));
  const of = all.ofRevision(first).unwell;
  return {
    trait: "revision",
    revision,
    of,
    oldestAt: of === members.size ? oldestOf(members) : Number.NaN,
    others: others.sort((a, b) => b.of - a.of || (a.hash < b.hash ? -1 : 1)),
  };
}

function oldestOf(members: CauseGroup["members"]): number {
  let oldest = Number.POSITIVE_INFINITY;
  for (const { createdAt } of members.values()) oldest = Math.min(oldest, createdAt);
  return oldest;
}

function every(members: CauseGroup["members"], has: (row: PodRow) => boolean): boolean {
  for (const row of members.values()) if (!has(row)) return false;
  return true;
}

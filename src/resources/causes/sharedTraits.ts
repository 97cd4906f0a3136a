import type { PodRow } from "../podRow.ts";
import type { Trait, TraitCounts, TraitName } from "./traits.ts";
import type { Revision } from "./workload.ts";

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
  | { readonly trait: "image" | "node" | "namespace"; readonly value: string; readonly of: number };

/**
 * Exact arithmetic over sets of pods. A revision says all that its image would, and a namespace is said only where nothing closer is.
 * Pods that are done are left out: they are neither well nor unwell.
 */
export function sharedTraits(
  pods: readonly PodRow[],
  traits: Readonly<Record<TraitName, ReadonlyMap<Trait, number>>>,
  all: TraitCounts,
): readonly SharedTrait[] {
  if (pods.length < leastPods) return [];
  const common = (name: TraitName): Trait | undefined => {
    const [trait] = traits[name].keys();
    const isOnly = traits[name].size === 1 && trait !== undefined && trait !== "";
    return isOnly && all.of(name, trait).well === 0 ? trait : undefined;
  };
  const shared: SharedTrait[] = [];
  const claim = (trait: "image" | "node" | "namespace") => {
    const value = common(trait);
    if (typeof value === "string") shared.push({ trait, value, of: all.of(trait, value).unwell });
  };
  const revision = common("revision");
  if (typeof revision === "object" && revision.hash !== "") shared.push(revisionTrait(revision, pods, all));
  else claim("image");
  claim("node");
  if (shared.length === 0) claim("namespace");
  return shared;
}

function revisionTrait(revision: Revision, pods: readonly PodRow[], all: TraitCounts): SharedTrait {
  const others = [...all.revisions.siblingsOf(revision)]
    .filter((other) => other !== revision)
    .map((other) => {
      const { well, unwell } = all.of("revision", other);
      return { hash: other.hash, well, of: well + unwell };
    });
  const of = all.of("revision", revision).unwell;
  return {
    trait: "revision",
    revision,
    of,
    oldestAt: of === pods.length ? Math.min(...pods.map(({ createdAt }) => createdAt)) : Number.NaN,
    others: others.filter(({ of }) => of > 0).sort((a, b) => b.of - a.of || (a.hash < b.hash ? -1 : 1)),
  };
}

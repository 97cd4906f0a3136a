import type { RowDelta } from "../../table/rowStore.ts";
import { isUnhealthy } from "../health/podHealth.ts";
import { labelValue } from "../labelValue.ts";
import type { PodRow } from "../podRow.ts";
import { type Owned, type Revision, revisionKeyOf, revisionOf } from "./workload.ts";

/** What pods can have in common beside their revision. */
export type TraitName = "image" | "node" | "zone" | "namespace";

/** What a pod has of each; empty for nothing. */
export const traitOf: Readonly<Record<TraitName, (row: PodRow) => string>> = {
  image: ({ images }) => images,
  node: ({ node }) => node,
  // Since Kubernetes 1.35 a pod that is bound to a node gets it from there (kubernetes plugin/pkg/admission/podtopologylabels).
  zone: ({ labels }) => labelValue(labels, "topology.kubernetes.io/zone") ?? "",
  namespace: ({ namespace }) => namespace,
};
const traitNames = Object.keys(traitOf) as readonly TraitName[];

/** Pods with one trait. Those that are done are neither. */
export interface TraitCount {
  readonly well: number;
  readonly unwell: number;
}

interface Count {
  well: number;
  unwell: number;
}

/** Pods of one revision, and what tells which that is. */
interface RevisionCount extends Count {
  readonly owned: Owned;
}

const nobody: TraitCount = { well: 0, unwell: 0 };

/** How many pods there are with each trait, and how many of these are well; kept by what comes and goes. No pod is held. */
export class TraitCounts {
  readonly #counts: Readonly<Record<TraitName, Map<string, Count>>> = {
    image: new Map(),
    node: new Map(),
    zone: new Map(),
    namespace: new Map(),
  };
  /** By namespace, by the key of the revision. */
  readonly #revisions = new Map<string, Map<string, RevisionCount>>();

  apply(deltas: readonly RowDelta<PodRow>[]): void {
    for (const delta of deltas) this.take(delta);
  }

  take(delta: RowDelta<PodRow>): void {
    if (delta.kind === "change" && isAlike(delta.before, delta.row)) return;
    if (delta.kind !== "remove") this.#add(delta.row, 1);
    if (delta.kind === "remove") this.#add(delta.row, -1);
    else if (delta.kind === "change") this.#add(delta.before, -1);
  }

  of(name: TraitName, value: string): TraitCount {
    return this.#counts[name].get(value) ?? nobody;
  }

  /** The pods of the same revision. */
  ofRevision(pod: Owned): TraitCount {
    return this.#revisions.get(pod.namespace)?.get(revisionKeyOf(pod) ?? "") ?? nobody;
  }

  /** The other revisions of the workload that have pods. */
  otherRevisions({ workload, hash }: Revision): readonly (TraitCount & { readonly hash: string })[] {
    const { namespace, kind, name } = workload;
    const start = kind === "Deployment" ? `ReplicaSet/${name}-` : `${kind}/${name}`;
    const others: (TraitCount & { readonly hash: string })[] = [];
    for (const [key, { owned, well, unwell }] of this.#revisions.get(namespace) ?? []) {
      if (!key.startsWith(start)) continue;
      const other = revisionOf(owned);
      const isSibling = other.workload.kind === kind && other.workload.name === name && other.hash !== hash;
      if (isSibling) others.push({ hash: other.hash, well, unwell });
    }
    return others;
  }

  /** Of a pod that is no longer there `by` is -1. */
  #add(row: PodRow, by: 1 | -1): void {
    if (row.health === "done") return;
    const side = isUnhealthy(row) ? "unwell" : "well";
    for (const name of traitNames) count(this.#counts[name], traitOf[name](row), side, by);
    this.#addRevision(row, side, by);
  }

  #addRevision(row: PodRow, side: keyof Count, by: 1 | -1): void {
    const key = revisionKeyOf(row);
    if (key === undefined) return;
    const { namespace } = row;
    const revisions = this.#revisions.get(namespace) ?? new Map<string, RevisionCount>();
    const { owner, labels } = row;
    const found = revisions.get(key) ?? { owned: { namespace, name: "", owner, labels }, well: 0, unwell: 0 };
    found[side] += by;
    if (found.well + found.unwell > 0) revisions.set(key, found);
    else revisions.delete(key);
    if (revisions.size > 0) this.#revisions.set(namespace, revisions);
    else this.#revisions.delete(namespace);
  }
}

function count(counts: Map<string, Count>, value: string, side: keyof Count, by: 1 | -1): void {
  const known = counts.get(value);
  if (known === undefined) {
    counts.set(value, side === "well" ? { well: by, unwell: 0 } : { well: 0, unwell: by });
    return;
  }
  known[side] += by;
  if (known.well + known.unwell === 0) counts.delete(value);
}

/** Counts the same: most changes of a pod are about something else. */
function isAlike(a: PodRow, b: PodRow): boolean {
  return (
    isUnhealthy(a) === isUnhealthy(b) &&
    (a.health === "done") === (b.health === "done") &&
    a.node === b.node &&
    a.images === b.images &&
    a.owner === b.owner &&
    a.labels === b.labels
  );
}

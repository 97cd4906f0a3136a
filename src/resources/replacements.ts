import type { Tombstone } from "../table/tombstones.ts";
import { workloadOf } from "./causes/workload.ts";
import type { PodRow } from "./podRow.ts";

/** How far from its end the pod that has the place of another may have been made, milliseconds. */
export const replacementTimes = {
  /** Clocks differ by so much. */
  before: 10_000,
  /** A rollout makes pods of the new revision before it takes those of the old one. */
  beforeInRollout: 10 * 60_000,
  /** A controller that waits until a pod is gone, StatefulSets and Jobs do, and one that is held back. */
  after: 60_000,
} as const;

/**
 * The pods that have the places of those that are gone, by the uid of the gone one: of the same workload, and made around the time at which
 * that one left; the longest gone gets the oldest. One of the same name, or for a DaemonSet on the same node, comes first. A pod that
 * is gone itself may have had the place of another. `pods` are those that are there.
 */
export function replacementsOf(
  gone: readonly Tombstone<PodRow>[],
  pods: Iterable<PodRow>,
): ReadonlyMap<string, PodRow> {
  const byWorkload = new Map<string, PodRow[]>();
  for (const row of candidatesFor(gone, pods)) {
    const workload = workloadTextOf(row);
    const known = byWorkload.get(workload);
    if (known === undefined) byWorkload.set(workload, [row]);
    else known.push(row);
  }
  const found = new Map<string, PodRow>();
  for (const stone of [...gone].sort((a, b) => a.leftAt - b.leftAt)) {
    const candidates = byWorkload.get(workloadTextOf(stone.row)) ?? [];
    const fitting = candidates.filter((row) => fits(stone, row));
    const best = fitting.find((row) => isSamePlace(stone.row, row)) ?? fitting[0];
    if (best === undefined) continue;
    found.set(stone.row.uid, best);
    candidates.splice(candidates.indexOf(best), 1);
  }
  return found;
}

/** The oldest first. Nearly all pods are older than any of them can be. */
function candidatesFor(gone: readonly Tombstone<PodRow>[], pods: Iterable<PodRow>): readonly PodRow[] {
  const earliest = Math.min(...gone.map(({ leftAt }) => leftAt)) - replacementTimes.beforeInRollout;
  const candidates = gone.map(({ row }) => row);
  for (const row of pods) if (row.createdAt >= earliest) candidates.push(row);
  return candidates.sort((a, b) => a.createdAt - b.createdAt);
}

function fits({ row: old, leftAt, goneAt }: Tombstone<PodRow>, row: PodRow): boolean {
  const isRollout = old.owner !== row.owner;
  const earliest = leftAt - (isRollout ? replacementTimes.beforeInRollout : replacementTimes.before);
  return (
    row.uid !== old.uid &&
    row.createdAt > old.createdAt &&
    row.createdAt >= earliest &&
    row.createdAt <= goneAt + replacementTimes.after
  );
}

function workloadTextOf(row: PodRow): string {
  const { namespace, kind, name } = workloadOf(row);
  return `${namespace}/${kind}/${name}`;
}

function isSamePlace(old: PodRow, row: PodRow): boolean {
  return row.key === old.key || (row.owner.startsWith("DaemonSet/") && row.node === old.node);
}

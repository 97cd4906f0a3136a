import type { PodRow } from "../../resources/podRow.ts";
import { replacementsOf } from "../../resources/replacements.ts";
import type { Tombstone } from "../../table/tombstones.ts";
import type { PodTable } from "../podTable.ts";

/** A pod that is gone, and the one that has its place, as it is now. */
export interface GonePod extends Tombstone<PodRow> {
  /** Undefined when there is none, or nobody knows. */
  readonly replacement: PodRow | undefined;
  /** The replacement is gone as well. */
  readonly isReplacementGone: boolean;
}

/** Pods that went a short while ago, the newest first. `now` is the server's clock, milliseconds since the epoch. */
export function gonePods(table: PodTable | undefined, now: number): readonly GonePod[] {
  const stones = table?.gone.all(now) ?? [];
  if (table === undefined || stones.length === 0) return [];
  const replacements = replacementsOf(stones, table.rows());
  return stones.map((stone) => {
    const replacement = replacements.get(stone.row.uid);
    const isReplacementGone = replacement !== undefined && table.gone.of(replacement.uid) !== undefined;
    return { ...stone, replacement, isReplacementGone };
  });
}

/** The pod that is there now in the place of the one with this uid, over any number that went as well; undefined when there is none. */
export function successorOf(pods: readonly GonePod[], uid: string): PodRow | undefined {
  const pod = pods.find(({ row }) => row.uid === uid);
  if (pod?.replacement === undefined) return undefined;
  return pod.isReplacementGone ? successorOf(pods, pod.replacement.uid) : pod.replacement;
}

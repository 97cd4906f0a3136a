import { conditionOf } from "../../objects/conditions.ts";
import { byRanks } from "../../objects/order.ts";
import type { Pod } from "../../objects/pod.ts";
import { isReady, restartsOf } from "../../objects/podState.ts";

/**
 * Which `count` of a ReplicaSet's active pods are given up first: those without a node, pending, not ready, cheap by their
 * annotation, one of many on their node, ready for a shorter time, restarted more often, younger (kubernetes pkg/controller
 * ActivePodsWithRanks).
 * @param now ms since the Unix epoch
 */
export function podsToDelete(active: readonly Pod[], count: number, now: number): readonly Pod[] {
  if (count === 0) return [];
  const onNode = new Map<string, number>();
  for (const { spec } of active) onNode.set(spec.nodeName ?? "", (onNode.get(spec.nodeName ?? "") ?? 0) + 1);
  const ranked = active.map((pod) => ({ pod, ranks: ranksOf(pod, onNode.get(pod.spec.nodeName ?? "") ?? 0, now) }));
  ranked.sort(
    (one, other) => byRanks(one.ranks, other.ranks) || (one.pod.metadata.uid < other.pod.metadata.uid ? -1 : 1),
  );
  return ranked.slice(0, count).map(({ pod }) => pod);
}

const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
const deletionCost = "controller.kubernetes.io/pod-deletion-cost";

/** Lower goes first; the earlier rank decides. */
function ranksOf(pod: Pod, podsOnNode: number, now: number): readonly number[] {
  const readySince = isReady(pod) ? conditionOf(pod.status.conditions, "Ready")?.lastTransitionTime : undefined;
  return [
    pod.spec.nodeName === undefined ? 0 : 1,
    phases[pod.status.phase ?? "Pending"] ?? 0,
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.[deletionCost] ?? 0),
    -podsOnNode,
    ageRank(readySince, now),
    -restartsOf(pod),
    ageRank(pod.metadata.creationTimestamp, now),
  ];
}

/** Ages count by their order of magnitude, so that not always the youngest go (LogarithmicScaleDown). */
function ageRank(since: string | undefined, now: number): number {
  return since === undefined ? 0 : Math.floor(Math.log2(Math.max(1, (now - Date.parse(since)) * 1_000_000)));
}

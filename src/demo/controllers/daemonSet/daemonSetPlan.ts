import type { Node } from "../../objects/node.ts";
import { byAge } from "../../objects/order.ts";
import type { Pod } from "../../objects/pod.ts";
import { isActive, isReady, msUntilAvailable } from "../../objects/podState.ts";
import type { DaemonSet } from "../../objects/workloads.ts";
import type { VirtualTime } from "../../virtualTime.ts";
import { withoutZeros } from "../counts.ts";
import { intOrPercent } from "../intOrPercent.ts";
import { isUpdated, nodeOf, verdictOn } from "./daemonPods.ts";

/** A node and the pods of a DaemonSet that are on it or meant for it, oldest first. */
export interface DaemonNode {
  readonly node: Node;
  readonly pods: readonly Pod[];
  readonly shouldRun: boolean;
  readonly mayStay: boolean;
}

export function daemonNodes(
  daemonSet: DaemonSet,
  nodes: readonly Node[],
  owned: readonly Pod[],
): readonly DaemonNode[] {
  const byNode = new Map<string, Pod[]>();
  for (const pod of owned) {
    const name = nodeOf(pod) ?? "";
    byNode.set(name, [...(byNode.get(name) ?? []), pod]);
  }
  return nodes.map((node) => ({
    node,
    pods: (byNode.get(node.metadata.name) ?? []).toSorted(byAge),
    ...verdictOn(daemonSet, node),
  }));
}

/** What is to be done so that each node has what it should. */
export interface DaemonPlan {
  /** Names of nodes that get a pod. */
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  /** Those of them that ended by themselves. */
  readonly failed: readonly Pod[];
}

/** One pod for each node that should have it, none elsewhere (kubernetes pkg/controller/daemon podsShouldBeOnNode). */
export function daemonPlan(nodes: readonly DaemonNode[], homeless: readonly Pod[]): DaemonPlan {
  const failed = nodes.flatMap(({ pods, mayStay }) => (mayStay ? pods.filter(hasEnded) : []));
  const tooMany = nodes.flatMap(({ pods, mayStay }) => {
    const active = pods.filter(isActive);
    return mayStay ? active.slice(1) : active;
  });
  return {
    create: nodes.flatMap(({ node, pods, shouldRun }) => (shouldRun && pods.length === 0 ? [node.metadata.name] : [])),
    remove: [...failed, ...tooMany, ...homeless.filter(isActive)],
    failed,
  };
}

/** The pods of an older template that go next (rollingUpdate): those that do no work at once, others as far as may be unavailable. */
export function outdated(daemonSet: DaemonSet, nodes: readonly DaemonNode[], time: VirtualTime): readonly Pod[] {
  const { updateStrategy, minReadySeconds = 0 } = daemonSet.spec;
  if (updateStrategy?.type === "OnDelete") return [];
  const running = nodes.filter(({ shouldRun }) => shouldRun).map(({ pods }) => pods.find(isActive));
  const isAvailable = (pod: Pod | undefined) => pod !== undefined && msUntilAvailable(pod, minReadySeconds, time) === 0;
  const old = running.filter((pod) => pod !== undefined && !isUpdated(pod, daemonSet)) as readonly Pod[];
  const mayMiss = intOrPercent(updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, running.length, "up");
  const spare = mayMiss - running.filter((pod) => !isAvailable(pod)).length;
  return [...old.filter((pod) => !isAvailable(pod)), ...old.filter(isAvailable).slice(0, Math.max(0, spare))];
}

export function daemonSetStatus(
  daemonSet: DaemonSet,
  nodes: readonly DaemonNode[],
  time: VirtualTime,
): DaemonSet["status"] {
  const { minReadySeconds = 0 } = daemonSet.spec;
  const wanted = nodes.filter(({ shouldRun }) => shouldRun);
  const scheduled = wanted.flatMap(({ pods }) => pods.slice(0, 1));
  const available = scheduled.filter((pod) => msUntilAvailable(pod, minReadySeconds, time) === 0).length;
  return {
    currentNumberScheduled: scheduled.length,
    desiredNumberScheduled: wanted.length,
    numberMisscheduled: nodes.filter(({ shouldRun, pods }) => !shouldRun && pods.length > 0).length,
    numberReady: scheduled.filter(isReady).length,
    ...withoutZeros({
      observedGeneration: daemonSet.metadata.generation ?? 0,
      updatedNumberScheduled: scheduled.filter((pod) => isUpdated(pod, daemonSet)).length,
      numberAvailable: available,
      numberUnavailable: wanted.length - available,
    }),
  };
}

function hasEnded({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && (status.phase === "Failed" || status.phase === "Succeeded");
}

import { conditionOf, withCondition } from "../../objects/conditions.ts";
import { type Condition, timestamp } from "../../objects/kubeObject.ts";
import type { Node, Taint } from "../../objects/node.ts";
import type { TaintEffect } from "../../objects/pod.ts";
import { nodeTaints } from "../../objects/taints.ts";

/** When its kubelet spoke last; a node that was silent from its birth speaks at it. */
export function heartbeatOf({ metadata, status }: Node): string {
  return conditionOf(status.conditions, "Ready")?.lastHeartbeatTime ?? metadata.creationTimestamp;
}

/**
 * What is said of a node whose kubelet has been silent for too long: nothing is known any more (kubernetes
 * pkg/controller/nodelifecycle tryUpdateNodeHealth). @param now ms since the Unix epoch
 */
export function silentConditions({ metadata, status }: Node, now: number): readonly Condition[] {
  return kubeletConditions.reduce((conditions, type) => {
    const before = conditionOf(conditions, type);
    if (before?.status === "Unknown") return conditions;
    const [reason, message] =
      before === undefined
        ? ["NodeStatusNeverUpdated", "Kubelet never posted node status."]
        : ["NodeStatusUnknown", "Kubelet stopped posting node status."];
    return withCondition(conditions, {
      type,
      status: "Unknown",
      lastHeartbeatTime: before?.lastHeartbeatTime ?? metadata.creationTimestamp,
      lastTransitionTime: timestamp(now),
      reason,
      message,
    });
  }, status.conditions ?? []);
}

const kubeletConditions = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];

/** The taints of a node as its conditions and its spec have them, and those of others. @param now ms since the Unix epoch */
export function taintsFor({ spec, status }: Node, now: number): readonly Taint[] {
  const before = spec.taints ?? [];
  const wanted = conditionTaints.filter((rule) =>
    rule.type === undefined
      ? spec.unschedulable === true
      : conditionOf(status.conditions, rule.type)?.status === rule.status,
  );
  const isSame = (one: TaintName, other: TaintName) => one.key === other.key && one.effect === other.effect;
  const kept = before.filter((taint) => {
    const isOurs = conditionTaints.some((rule) => isSame(rule, taint));
    return !isOurs || wanted.some((rule) => isSame(rule, taint));
  });
  const missing = wanted.filter((rule) => !before.some((taint) => isSame(rule, taint)));
  return [...kept, ...missing.map(({ key, effect }) => ({ key, effect, timeAdded: timestamp(now) }))];
}

interface TaintName {
  readonly key: string;
  readonly effect: TaintEffect;
}

interface ConditionTaint extends TaintName {
  /** Of the condition; absent for what the spec says. */
  readonly type?: string;
  readonly status?: Condition["status"];
}

const { notReady, unreachable, memoryPressure, diskPressure, pidPressure, networkUnavailable, unschedulable } =
  nodeTaints;

/** (nodelifecycle nodeConditionToTaintKeyStatusMap, and the taints of its NoExecute pass) */
const conditionTaints: readonly ConditionTaint[] = [
  { type: "Ready", status: "False", key: notReady, effect: "NoSchedule" },
  { type: "Ready", status: "Unknown", key: unreachable, effect: "NoSchedule" },
  { type: "MemoryPressure", status: "True", key: memoryPressure, effect: "NoSchedule" },
  { type: "DiskPressure", status: "True", key: diskPressure, effect: "NoSchedule" },
  { type: "PIDPressure", status: "True", key: pidPressure, effect: "NoSchedule" },
  { type: "NetworkUnavailable", status: "True", key: networkUnavailable, effect: "NoSchedule" },
  { key: unschedulable, effect: "NoSchedule" },
  { type: "Ready", status: "False", key: notReady, effect: "NoExecute" },
  { type: "Ready", status: "Unknown", key: unreachable, effect: "NoExecute" },
];

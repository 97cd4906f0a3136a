import { conditionOf, withCondition, withoutCondition } from "../../objects/conditions.ts";
import { timestamp } from "../../objects/kubeObject.ts";
import { hasLabels } from "../../objects/labelQuery.ts";
import type { Pod } from "../../objects/pod.ts";
import { isReady, msUntilAvailable } from "../../objects/podState.ts";
import type { ReplicaSet } from "../../objects/workloads.ts";
import type { VirtualTime } from "../../virtualTime.ts";
import { withoutZeros } from "../counts.ts";

/**
 * What a ReplicaSet says of its active pods (kubernetes pkg/controller/replicaset calculateStatus).
 * @param failure why pods could not be made or ended just now
 */
export function replicaSetStatus(
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  time: VirtualTime,
  failure: string | undefined,
): ReplicaSet["status"] {
  const { minReadySeconds = 0, template } = replicaSet.spec;
  const labels = template.metadata?.labels ?? {};
  const conditions = conditionsOf(replicaSet, time, failure);
  return {
    replicas: active.length,
    ...withoutZeros({
      fullyLabeledReplicas: active.filter(({ metadata }) => hasLabels(metadata.labels ?? {}, labels)).length,
      readyReplicas: active.filter(isReady).length,
      availableReplicas: active.filter((pod) => msUntilAvailable(pod, minReadySeconds, time) === 0).length,
      observedGeneration: replicaSet.metadata.generation ?? 0,
    }),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

function conditionsOf({ status }: ReplicaSet, time: VirtualTime, failure: string | undefined) {
  if (failure === undefined) return withoutCondition(status.conditions, "ReplicaFailure");
  if (conditionOf(status.conditions, "ReplicaFailure") !== undefined) return status.conditions ?? [];
  return withCondition(status.conditions, {
    type: "ReplicaFailure",
    status: "True",
    lastTransitionTime: timestamp(time.now()),
    reason: "FailedCreate",
    message: failure,
  });
}

import { conditionOf, withoutCondition } from "../../objects/conditions.ts";
import { type Condition, timestamp } from "../../objects/kubeObject.ts";
import type { Deployment } from "../../objects/workloads.ts";
import type { VirtualTime } from "../../virtualTime.ts";
import { withoutZeros } from "../counts.ts";
import { type Revisions, totalOf } from "./replicaSetsOf.ts";
import { rolloutBounds } from "./rolloutBounds.ts";

type Status = Deployment["status"];
type Said = Pick<Condition, "type" | "status" | "reason" | "message">;

/** What a Deployment counts, and whether enough of it is available (kubernetes pkg/controller/deployment calculateStatus). */
export function deploymentStatus(deployment: Deployment, { current, all }: Revisions, time: VirtualTime): Status {
  const available = totalOf(all, ({ status }) => status.availableReplicas);
  const { collisionCount, conditions } = deployment.status;
  const needed = deployment.spec.replicas - rolloutBounds(deployment).maxUnavailable;
  return {
    ...withoutZeros({
      observedGeneration: deployment.metadata.generation ?? 0,
      replicas: totalOf(all, ({ status }) => status.replicas),
      updatedReplicas: current?.status.replicas ?? 0,
      readyReplicas: totalOf(all, ({ status }) => status.readyReplicas),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, totalOf(all, ({ spec }) => spec.replicas) - available),
    }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: said(conditions, available >= needed ? hasMinimum : lacksMinimum, time),
  };
}

/** The same, and how its rollout goes (syncRolloutStatus). */
export function rolloutStatus(deployment: Deployment, revisions: Revisions, time: VirtualTime): Status {
  const status = deploymentStatus(deployment, revisions, time);
  const conditions = withReplicaFailure(progressed(deployment, status, revisions, time), revisions);
  return { ...status, conditions };
}

/** Remembers something about the rollout; as it is when the same was said already. */
export function said(conditions: readonly Condition[] = [], next: Said, time: VirtualTime): readonly Condition[] {
  const before = conditionOf(conditions, next.type);
  if (before?.status === next.status && before.reason === next.reason) return conditions;
  return renewed(conditions, next, time);
}

/** How long until a rollout that does not move counts as stuck, in ms; undefined when it cannot be stuck. */
export function msUntilStuck(deployment: Deployment, time: VirtualTime): number | undefined {
  const { progressDeadlineSeconds } = deployment.spec;
  const progress = conditionOf(deployment.status.conditions, "Progressing");
  if (progressDeadlineSeconds === undefined || progress?.lastUpdateTime === undefined) return undefined;
  // Pods of a rollout that is done may fall ill later: that is no matter of its progress.
  if (progress.reason === available || progress.reason === timedOut) return undefined;
  return Math.max(0, progressDeadlineSeconds * 1000 - time.waitedSince(progress.lastUpdateTime));
}

/** All that a Deployment asks for is there, new and available (kubernetes pkg/controller/deployment/util DeploymentComplete). */
export function isComplete({ metadata, spec }: Deployment, status: Status): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  const isThere = [updatedReplicas, replicas, availableReplicas].every((count) => count === spec.replicas);
  return isThere && observedGeneration >= (metadata.generation ?? 0);
}

export function progressing(status: Condition["status"], reason: string, message: string): Said {
  return { type: "Progressing", status, reason, message };
}

const hasMinimum: Said = {
  type: "Available",
  status: "True",
  reason: "MinimumReplicasAvailable",
  message: "Deployment has minimum availability.",
};
const lacksMinimum: Said = {
  type: "Available",
  status: "False",
  reason: "MinimumReplicasUnavailable",
  message: "Deployment does not have minimum availability.",
};
const available = "NewReplicaSetAvailable";
const timedOut = "ProgressDeadlineExceeded";

function progressed(deployment: Deployment, status: Status, { current }: Revisions, time: VirtualTime) {
  const { conditions = [] } = status;
  if (deployment.spec.progressDeadlineSeconds === undefined) return withoutCondition(conditions, "Progressing");
  const before = conditionOf(deployment.status.conditions, "Progressing");
  if ((status.replicas ?? 0) === (status.updatedReplicas ?? 0) && before?.reason === available) return conditions;
  const who =
    current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`;
  if (isComplete(deployment, status)) {
    return said(conditions, progressing("True", available, `${who} has successfully progressed.`), time);
  }
  if (hasMoved(deployment.status, status)) {
    return renewed(conditions, progressing("True", "ReplicaSetUpdated", `${who} is progressing.`), time);
  }
  if (hasTimedOut(deployment, before, time)) {
    return said(conditions, progressing("False", timedOut, `${who} has timed out progressing.`), time);
  }
  return conditions;
}

function hasMoved(before: Status, now: Status): boolean {
  const old = ({ replicas = 0, updatedReplicas = 0 }: Status) => replicas - updatedReplicas;
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(now) < old(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function hasTimedOut({ spec }: Deployment, progress: Condition | undefined, time: VirtualTime): boolean {
  if (progress?.lastUpdateTime === undefined || progress.reason === available) return false;
  if (progress.reason === timedOut) return true;
  return time.waitedSince(progress.lastUpdateTime) >= (spec.progressDeadlineSeconds ?? 0) * 1000;
}

/** A ReplicaSet that cannot make its pods speaks for its Deployment. */
function withReplicaFailure(conditions: readonly Condition[], { current, old }: Revisions): readonly Condition[] {
  const sets = current === undefined ? old : [current, ...old];
  const failure = sets.flatMap(({ status }) => conditionOf(status.conditions, "ReplicaFailure") ?? [])[0];
  const others = withoutCondition(conditions, "ReplicaFailure");
  return failure === undefined
    ? others
    : [...others, { lastUpdateTime: failure.lastTransitionTime, ...failure } as Condition];
}

/** At the end, as the real controller puts it; its status keeps the moment since when it has it. */
function renewed(conditions: readonly Condition[], next: Said, time: VirtualTime): readonly Condition[] {
  const before = conditionOf(conditions, next.type);
  const now = timestamp(time.now());
  const since = before?.status === next.status ? (before.lastTransitionTime ?? now) : now;
  return [...withoutCondition(conditions, next.type), { ...next, lastUpdateTime: now, lastTransitionTime: since }];
}

import type { Deployment, ReplicaSet } from "../../objects/workloads.ts";
import { type Revisions, totalOf } from "./replicaSetsOf.ts";
import { rolloutBounds } from "./rolloutBounds.ts";

/** A ReplicaSet and how many replicas it shall have. */
export interface Scale {
  readonly replicaSet: ReplicaSet;
  readonly replicas: number;
}

/**
 * How many replicas the ReplicaSet of the current template gets next, beside the `all` that are there: as many as the surge
 * leaves room for (kubernetes pkg/controller/deployment/util NewRSNewReplicas).
 */
export function nextReplicas(deployment: Deployment, all: readonly ReplicaSet[], now: number): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy?.type === "Recreate") return replicas;
  const room = replicas + rolloutBounds(deployment).maxSurge - totalOf(all, ({ spec }) => spec.replicas);
  return room <= 0 ? now : now + Math.min(room, replicas - now);
}

/** The next step up or down of the current ReplicaSet; undefined when it has its replicas. */
export function stepOfCurrent(deployment: Deployment, { current, all }: Revisions): Scale | undefined {
  if (current === undefined || current.spec.replicas === deployment.spec.replicas) return undefined;
  const isTooLarge = current.spec.replicas > deployment.spec.replicas;
  const replicas = isTooLarge ? deployment.spec.replicas : nextReplicas(deployment, all, current.spec.replicas);
  return replicas === current.spec.replicas ? undefined : { replicaSet: current, replicas };
}

/**
 * The next steps down of the old ReplicaSets: first those of their pods that do not work, then as many as may be unavailable
 * (kubernetes pkg/controller/deployment reconcileOldReplicaSets).
 */
export function stepsOfOld(deployment: Deployment, { current, old, all }: Revisions): readonly Scale[] {
  const minAvailable = deployment.spec.replicas - rolloutBounds(deployment).maxUnavailable;
  const unavailableNew = current === undefined ? 0 : current.spec.replicas - (current.status.availableReplicas ?? 0);
  const most = totalOf(all, ({ spec }) => spec.replicas) - minAvailable - unavailableNew;
  if (most <= 0) return [];
  const unhealthy = reduced(old, most, ({ spec, status }) => spec.replicas - (status.availableReplicas ?? 0));
  const available = totalOf(all, ({ status }) => status.availableReplicas);
  const healthy = reduced(
    unhealthy.map(({ replicaSet, replicas }) => scaled(replicaSet, replicas)),
    available - minAvailable,
  );
  return healthy
    .map(({ replicas }, at) => ({ replicaSet: old[at] as ReplicaSet, replicas }))
    .filter(({ replicaSet, replicas }) => replicaSet.spec.replicas !== replicas);
}

function scaled(replicaSet: ReplicaSet, replicas: number): ReplicaSet {
  return { ...replicaSet, spec: { ...replicaSet.spec, replicas } };
}

/** Takes `most` replicas in all, from the oldest on; of each at most what `of` says. */
function reduced(
  replicaSets: readonly ReplicaSet[],
  most: number,
  of: (replicaSet: ReplicaSet) => number = ({ spec }) => spec.replicas,
): readonly Scale[] {
  let left = Math.max(0, most);
  return replicaSets.map((replicaSet) => {
    const taken = Math.min(left, Math.max(0, of(replicaSet)), replicaSet.spec.replicas);
    left -= taken;
    return { replicaSet, replicas: replicaSet.spec.replicas - taken };
  });
}

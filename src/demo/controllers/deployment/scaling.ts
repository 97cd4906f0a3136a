import { byAge } from "../../objects/order.ts";
import type { Deployment, ReplicaSet } from "../../objects/workloads.ts";
import { activeOrLatest, type Revisions, totalOf } from "./replicaSetsOf.ts";
import type { Scale } from "./rollingUpdate.ts";
import { rolloutBounds } from "./rolloutBounds.ts";

export const desiredAnnotation = "deployment.kubernetes.io/desired-replicas";
export const maxAnnotation = "deployment.kubernetes.io/max-replicas";

/** Somebody changed the number of replicas since a ReplicaSet was scaled last. */
export function isScaling({ spec }: Deployment, { all }: Revisions): boolean {
  return all.some(({ metadata, spec: { replicas } }) => {
    const desired = metadata.annotations?.[desiredAnnotation];
    return replicas > 0 && desired !== undefined && Number(desired) !== spec.replicas;
  });
}

/**
 * Brings ReplicaSets to the number of replicas that a Deployment asks for now; in the middle of a rollout each grows or
 * shrinks in proportion (kubernetes pkg/controller/deployment scale).
 */
export function scalesOf(deployment: Deployment, revisions: Revisions): readonly Scale[] {
  const only = activeOrLatest(revisions);
  if (only !== undefined) return [{ replicaSet: only, replicas: deployment.spec.replicas }];
  if (isSaturated(deployment, revisions.current)) {
    return revisions.old.filter(({ spec }) => spec.replicas > 0).map((replicaSet) => ({ replicaSet, replicas: 0 }));
  }
  return deployment.spec.strategy?.type === "Recreate" ? [] : inProportion(deployment, revisions);
}

/** The current ReplicaSet has all its pods, so the old ones have no more to do. */
function isSaturated({ spec }: Deployment, current: ReplicaSet | undefined): boolean {
  if (current === undefined) return false;
  const desired = Number(current.metadata.annotations?.[desiredAnnotation] ?? Number.NaN);
  return [current.spec.replicas, desired, current.status.availableReplicas ?? 0].every(
    (count) => count === spec.replicas,
  );
}

function inProportion(deployment: Deployment, { all }: Revisions): readonly Scale[] {
  const { replicas } = deployment.spec;
  const active = all.filter(({ spec }) => spec.replicas > 0);
  const allowed = replicas > 0 ? replicas + rolloutBounds(deployment).maxSurge : 0;
  const toAdd = allowed - totalOf(active, ({ spec }) => spec.replicas);
  const ordered = active.toSorted(
    (one, other) => other.spec.replicas - one.spec.replicas || (toAdd > 0 ? byAge(other, one) : byAge(one, other)),
  );
  let added = 0;
  const sizes = ordered.map((replicaSet) => {
    const share = shareOf(replicaSet, deployment, toAdd, toAdd - added);
    added += share;
    return replicaSet.spec.replicas + share;
  });
  return ordered.map((replicaSet, at) => {
    // The largest takes what rounding left over.
    const leftover = at === 0 ? toAdd - added : 0;
    return { replicaSet, replicas: Math.max(0, (sizes[at] ?? 0) + leftover) };
  });
}

function shareOf(replicaSet: ReplicaSet, deployment: Deployment, toAdd: number, left: number): number {
  if (toAdd === 0 || left === 0) return 0;
  const fraction = fractionOf(replicaSet, deployment);
  return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
}

/** By how much a ReplicaSet changes if it keeps its share of the whole. */
function fractionOf({ metadata, spec }: ReplicaSet, deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (replicas === 0) return -spec.replicas;
  const before = Number(metadata.annotations?.[maxAnnotation] ?? 0) || (deployment.status.replicas ?? 0);
  const after = replicas + rolloutBounds(deployment).maxSurge;
  return before === 0 ? 0 : Math.round((spec.replicas * after) / before) - spec.replicas;
}

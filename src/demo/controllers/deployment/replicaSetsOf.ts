import { isDeepStrictEqual } from "node:util";
import { byAge } from "../../objects/order.ts";
import type { PodTemplate } from "../../objects/pod.ts";
import type { Deployment, ReplicaSet } from "../../objects/workloads.ts";

export const hashLabel = "pod-template-hash";
export const revisionAnnotation = "deployment.kubernetes.io/revision";

/** The ReplicaSets of a Deployment, oldest first. */
export interface Revisions {
  /** That of its template as it is now. */
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

export function revisionsOf({ spec }: Deployment, owned: readonly ReplicaSet[]): Revisions {
  const all = owned.toSorted(byAge);
  const current = all.find((replicaSet) => isSameTemplate(replicaSet.spec.template, spec.template));
  return { current, old: all.filter((replicaSet) => replicaSet !== current), all };
}

export function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** The one to scale when nothing is rolled out: the only one with replicas, or the latest if none has. */
export function activeOrLatest({ current, old, all }: Revisions): ReplicaSet | undefined {
  const active = all.filter(({ spec }) => spec.replicas > 0);
  if (active.length === 0) return current ?? old.at(-1);
  return active.length === 1 ? active[0] : undefined;
}

export function totalOf(
  replicaSets: readonly ReplicaSet[],
  count: (replicaSet: ReplicaSet) => number | undefined,
): number {
  return replicaSets.reduce((sum, replicaSet) => sum + (count(replicaSet) ?? 0), 0);
}

function isSameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  return isDeepStrictEqual(withoutHash(one), withoutHash(other));
}

function withoutHash({ metadata = {}, spec }: PodTemplate) {
  const { [hashLabel]: _, ...labels } = metadata.labels ?? {};
  return { metadata: { ...metadata, labels }, spec };
}

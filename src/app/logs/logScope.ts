import { workloadOf } from "../../resources/causes/workload.ts";
import type { PodRow } from "../../resources/podRow.ts";

/** Whose logs are shown. */
export interface LogScope {
  /** `shop/web-1`; `Deployment shop/web`; `3 marked pods`. */
  readonly subject: string;
  /** The pods that belong to it are followed as they come and go; of one pod alone its own end is. */
  readonly isOne: boolean;
  /** What there is at first comes in this order: the one that a person was at before the others. */
  readonly first: PodRow | undefined;
  has(pod: PodRow): boolean;
}

export function onePod(pod: PodRow): LogScope {
  return { subject: pod.key, isOne: true, first: pod, has: ({ uid }) => uid === pod.uid };
}

/** All pods of the workload that the pod belongs to, of other revisions too; undefined when nothing owns it. */
export function podsOfOwner(pod: PodRow): LogScope | undefined {
  if (pod.owner === "") return undefined;
  const { namespace, kind, name } = workloadOf(pod);
  return {
    subject: `${kind} ${namespace}/${name}`,
    isOne: false,
    first: pod,
    has: (other) => {
      if (other.namespace !== namespace || other.owner === "") return false;
      const workload = workloadOf(other);
      return workload.kind === kind && workload.name === name;
    },
  };
}

/** Those pods, whatever others may be marked later. */
export function markedPods(pods: readonly PodRow[]): LogScope {
  const uids = new Set(pods.map(({ uid }) => uid));
  return { subject: `${pods.length} marked pods`, isOne: false, first: undefined, has: ({ uid }) => uids.has(uid) };
}

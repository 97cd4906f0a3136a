import type { ObjectMeta } from "../../objects/kubeObject.ts";
import type { PodStatus } from "../../objects/pod.ts";

/** What became of a pod before the demo begins. All times are ms before its start. */
export interface PodPast {
  readonly ageMs: number;
  /** Of containers by name; one that is not told of runs since the pod was created, or has done its work when it is an init container. */
  readonly containers?: Readonly<Record<string, ContainerPast>>;
  /** Its node tells nothing of its containers any more. */
  readonly hasNoContainers?: boolean;
  readonly phase?: NonNullable<PodStatus["phase"]>;
  readonly reason?: string;
  readonly message?: string;
  /** The scheduler found no node, and said this. */
  readonly unschedulable?: string;
  /** It waits for somebody to take its scheduling gates away. */
  readonly isGated?: boolean;
  /** It is on the node that went down, and nobody knows how it is. */
  readonly isOnDownNode?: boolean;
  /** Nobody ever wrote its status. */
  readonly hasNoStatus?: boolean;
  /** When its grace period was over. */
  readonly deletedMs?: number;
  readonly finalizers?: ObjectMeta["finalizers"];
}

export interface ContainerPast {
  readonly restarts?: number;
  readonly runningMs?: number;
  readonly isUnready?: boolean;
  readonly waiting?: { readonly reason: string; readonly message?: string };
  /** It ended (`last`) and waits for its next start. */
  readonly isBackingOff?: boolean;
  readonly ended?: Ending;
  /** How the run before went. */
  readonly last?: Ending;
}

export interface Ending {
  readonly agoMs: number;
  readonly ranMs: number;
  readonly exitCode: number;
  /** Absent: the runtime gave none. */
  readonly reason?: string;
  readonly signal?: number;
  readonly message?: string;
}

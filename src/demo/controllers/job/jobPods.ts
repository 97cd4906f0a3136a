import { conditionOf } from "../../objects/conditions.ts";
import type { Pod } from "../../objects/pod.ts";
import { isActive, isFinished } from "../../objects/podState.ts";
import type { VirtualTime } from "../../virtualTime.ts";

/** Keeps a pod of a Job until it is counted. */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking";

/** The pods of a Job by what they mean to it. */
export interface JobPods {
  readonly active: readonly Pod[];
  /** On their way out, and not ended yet. */
  readonly terminating: readonly Pod[];
  /** Ended in one way or the other since they were counted last. */
  readonly newlySucceeded: readonly Pod[];
  readonly newlyFailed: readonly Pod[];
  readonly failed: readonly Pod[];
  readonly succeeded: readonly Pod[];
}

export function jobPodsOf(pods: readonly Pod[]): JobPods {
  const isUncounted = ({ metadata }: Pod) => metadata.finalizers?.includes(trackingFinalizer) ?? false;
  const succeeded = pods.filter(({ status }) => status.phase === "Succeeded");
  // One that was deleted may never tell how it ended: it counts as failed.
  const failed = pods.filter((pod) => !isActive(pod) && pod.status.phase !== "Succeeded");
  return {
    active: pods.filter(isActive),
    terminating: pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !isFinished(pod)),
    newlySucceeded: succeeded.filter(isUncounted),
    newlyFailed: failed.filter(isUncounted),
    succeeded,
    failed,
  };
}

/** How long until a Job may try again after its failures, in ms (kubernetes pkg/controller/job backoff_utils.go). */
export function backOffLeft({ failed, succeeded }: JobPods, time: VirtualTime): number {
  const lastSuccess = Math.max(0, ...succeeded.map(finishedAt));
  const failures = failed.map(finishedAt).filter((at) => at > lastSuccess);
  if (failures.length === 0) return 0;
  const backOffMs = Math.min(firstBackOffMs * 2 ** (failures.length - 1), longestBackOffMs);
  return Math.max(0, backOffMs - time.waitedSince(new Date(Math.max(...failures)).toISOString()));
}

const firstBackOffMs = 10_000;
const longestBackOffMs = 600_000;

/** Ms since the Unix epoch. */
function finishedAt({ metadata, status }: Pod): number {
  const ends = (status.containerStatuses ?? []).flatMap(({ state }) => state.terminated?.finishedAt ?? []);
  if (ends.length > 0) return Math.max(...ends.map(Date.parse));
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = metadata;
  if (deletionTimestamp !== undefined) return Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  return Date.parse(conditionOf(status.conditions, "Ready")?.lastTransitionTime ?? creationTimestamp);
}

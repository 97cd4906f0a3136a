import type { VirtualTime } from "../virtualTime.ts";
import { conditionOf } from "./conditions.ts";
import type { Pod } from "./pod.ts";

/** Its containers have ended for good. */
export function isFinished({ status }: Pod): boolean {
  return status.phase === "Succeeded" || status.phase === "Failed";
}

/** It counts as one of its owner's: neither finished nor going (kubernetes pkg/controller IsPodActive). */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}

export function isReady({ status }: Pod): boolean {
  return conditionOf(status.conditions, "Ready")?.status === "True";
}

/**
 * How long it takes until a pod counts as available if it stays ready, in ms: 0 when it does already, undefined when it is
 * not ready (kubernetes pkg/api/v1/pod IsPodAvailable).
 */
export function msUntilAvailable(pod: Pod, minReadySeconds: number, time: VirtualTime): number | undefined {
  if (!isReady(pod)) return undefined;
  const since = conditionOf(pod.status.conditions, "Ready")?.lastTransitionTime;
  if (minReadySeconds === 0) return 0;
  return since === undefined ? undefined : Math.max(0, minReadySeconds * 1000 - time.waitedSince(since));
}

export function restartsOf({ status }: Pod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

import { conditionOf } from "../objects/conditions.ts";
import type { Pod, PodStatus } from "../objects/pod.ts";
import { warning } from "./containerEvents.ts";
import { elapsedMs, type Machine } from "./machine.ts";
import { missingVolume } from "./missingConfig.ts";
import { momentOf } from "./seconds.ts";
import type { StepNotes } from "./stepNotes.ts";

/** Its volumes are mounted and its network is there: containers can start. */
export function hasSandbox({ podIP }: PodStatus): boolean {
  return podIP !== undefined;
}

/** Since when, ms since the Unix epoch. */
export function sandboxReadyAt({ conditions, startTime }: PodStatus): number {
  const ready = conditionOf(conditions, "PodReadyToStartContainers");
  return momentOf((ready?.status === "True" ? ready.lastTransitionTime : undefined) ?? startTime);
}

/** Makes the sandbox of a pod that has none, when it is time (kubernetes pkg/kubelet volumemanager, createPodSandbox). */
export function stepSandbox(machine: Machine, pod: Pod, notes: StepNotes): PodStatus {
  const { status } = pod;
  if (hasSandbox(status)) return status;
  const since = momentOf(status.startTime);
  const missing = missingVolume(machine, pod);
  if (missing !== undefined) {
    const { lastMs, nextMs } = mountTries(elapsedMs(machine, since, notes.now));
    const message = `MountVolume.SetUp failed for volume "${missing.volume}" : ${missing.why}`;
    if (notes.isNew(since + machine.span(lastMs))) notes.say(warning("FailedMount", message));
    notes.later(since + machine.span(nextMs));
    return status;
  }
  const readyAt = since + machine.span(300 + 600 * machine.luck(`sandbox/${pod.metadata.uid}`));
  if (readyAt > notes.now) {
    notes.later(readyAt);
    return status;
  }
  const ip = pod.spec.hostNetwork === true ? machine.address() : machine.freeAddress(pod);
  return { ...status, podIP: ip, podIPs: [{ ip }] };
}

/** A mount that fails is tried after 1 s, and then with waits that double up to about two minutes. Ms after the first. */
function mountTries(elapsed: number): { lastMs: number; nextMs: number } {
  let lastMs = 0;
  let waitMs = 1000;
  while (lastMs + waitMs <= elapsed) {
    lastMs += waitMs;
    waitMs = Math.min(waitMs * 2, 122_000);
  }
  return { lastMs, nextMs: lastMs + waitMs };
}

import type { RecordedEvent } from "../eventRecorder.ts";
import type { ContainerStatus, Pod, PodStatus } from "../objects/pod.ts";
import { aboutContainer, normal } from "./containerEvents.ts";
import { gracePeriodMs } from "./containerRun.ts";
import type { Stop } from "./containerStep.ts";
import { elapsedMs, type Machine } from "./machine.ts";
import { isSidecar, restartsAfter } from "./podPhase.ts";
import { momentOf } from "./seconds.ts";
import type { StepNotes } from "./stepNotes.ts";

export interface PodStop extends Stop {
  /** What the pod fails of when it has stopped. */
  readonly failure?: Pick<PodStatus, "reason" | "message">;
}

const tooLong = {
  reason: "DeadlineExceeded",
  message: "Pod was active on the node longer than the specified deadline",
};

/** Since when a pod stops, and why: it is deleted, or its deadline is over. Undefined: it goes on. */
export function podStop(machine: Machine, pod: Pod, notes: StepNotes): PodStop | undefined {
  const deletion = deletionStop(machine, pod);
  const deadline = deadlineStop(machine, pod, notes);
  const isLate =
    deadline !== undefined && deadline.at <= notes.now && (deletion === undefined || deadline.at < deletion.at);
  if (isLate && notes.isNew(deadline.at)) {
    notes.say(normal(tooLong.reason, tooLong.message));
    sayKilling(pod, notes);
  }
  if (deletion !== undefined && notes.isDeletionNew && !isLate) sayKilling(pod, notes);
  return isLate ? deadline : deletion;
}

function deletionStop({ span }: Machine, { metadata }: Pod): PodStop | undefined {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  if (deletionTimestamp === undefined) return undefined;
  const askedMs = deletionGracePeriodSeconds * 1000;
  // The API has the end of the grace period.
  return { at: momentOf(deletionTimestamp) - span(askedMs), graceMs: Math.max(askedMs, leastGraceMs) };
}

/** However little is asked for (kubernetes pkg/kubelet/kuberuntime minimumGracePeriodInSeconds). */
const leastGraceMs = 2_000;

/** (kubernetes pkg/kubelet/active_deadline.go) */
function deadlineStop({ span }: Machine, pod: Pod, notes: StepNotes): PodStop | undefined {
  const { activeDeadlineSeconds } = pod.spec;
  if (activeDeadlineSeconds === undefined) return undefined;
  const at = momentOf(pod.status.startTime) + span(activeDeadlineSeconds * 1000);
  if (at > notes.now) notes.later(at);
  return { at, graceMs: gracePeriodMs(pod), failure: tooLong };
}

/**
 * When the sidecars of a pod stop: after all others, in what is left of the time. Undefined: they go on
 * (kubernetes pkg/kubelet/kuberuntime termination order).
 */
export function sidecarStop(machine: Machine, pod: Pod, stop: Stop | undefined, notes: StepNotes): Stop | undefined {
  const mains = pod.status.containerStatuses ?? [];
  if (stop !== undefined) {
    if (mains.some(({ state }) => state.running !== undefined)) return undefined;
    const at = Math.max(stop.at, ...mains.map(endOf));
    return { at, graceMs: Math.max(0, stop.graceMs - elapsedMs(machine, stop.at, at)) };
  }
  const isDone = mains.length > 0 && mains.every((status) => hasEndedForGood(pod, status));
  if (!isDone) return undefined;
  const at = Math.max(...mains.map(endOf));
  if (notes.isNew(at)) sayKilling(pod, notes);
  return { at, graceMs: gracePeriodMs(pod) };
}

function endOf({ state }: ContainerStatus): number {
  return state.terminated === undefined ? 0 : momentOf(state.terminated.finishedAt);
}

function hasEndedForGood(pod: Pod, { name, state }: ContainerStatus): boolean {
  const container = pod.spec.containers.find((one) => one.name === name);
  const { terminated } = state;
  return terminated !== undefined && container !== undefined && !restartsAfter(pod, container, terminated.exitCode);
}

/** What is said of each container that is asked to stop. */
export function killings(pod: Pod): readonly RecordedEvent[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status;
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return [...containerStatuses, ...initContainerStatuses].flatMap(({ name, state }) => {
    const container = containers.find((one) => one.name === name);
    if (state.running === undefined || container === undefined) return [];
    return [aboutContainer(pod, container, normal("Killing", `Stopping container ${name}`))];
  });
}

function sayKilling(pod: Pod, notes: StepNotes): void {
  for (const event of killings(pod)) notes.say(event);
}

/** Of what never came to run nobody knows how it would have ended (kubernetes pkg/kubelet/status TerminatePod). */
export function statusesAtTheEnd(
  pod: Pod,
  { initContainerStatuses, containerStatuses }: PodStatus,
): Pick<PodStatus, "initContainerStatuses" | "containerStatuses"> {
  const inits = initContainerStatuses ?? [];
  const tried = inits.findLastIndex(({ state, lastState }) => !state.waiting || lastState.terminated !== undefined);
  const isInitialized =
    inits.length === 0 ||
    (containerStatuses ?? []).some(({ state, lastState }) => !state.waiting || lastState.terminated !== undefined) ||
    isDoneInit(pod, inits.at(-1));
  return {
    ...(initContainerStatuses && {
      initContainerStatuses: inits.map((status, at) => (at <= Math.max(0, tried) ? unaccounted(status) : status)),
    }),
    ...(containerStatuses && {
      containerStatuses: isInitialized ? containerStatuses.map(unaccounted) : containerStatuses,
    }),
  };
}

function isDoneInit({ spec }: Pod, status: ContainerStatus | undefined): boolean {
  const container = spec.initContainers?.at(-1);
  if (container !== undefined && isSidecar(container)) return status?.started === true;
  return status?.state.terminated?.exitCode === 0;
}

function unaccounted(status: ContainerStatus): ContainerStatus {
  if (status.state.terminated !== undefined) return status;
  const message = "The container could not be located when the pod was terminated";
  return {
    ...status,
    ready: false,
    state: { terminated: { exitCode: 137, reason: "ContainerStatusUnknown", message } },
  };
}

import { timestamp } from "../objects/kubeObject.ts";
import type { Container, ContainerStatus, Pod, PodStatus } from "../objects/pod.ts";
import { isFinished } from "../objects/podState.ts";
import { warning } from "./containerEvents.ts";
import { runOf } from "./containerRun.ts";
import { type ContainerView, type Stop, stepContainer } from "./containerStep.ts";
import type { Machine } from "./machine.ts";
import { areConditionsTrue, podConditions } from "./podConditions.ts";
import { isSidecar, phaseOf } from "./podPhase.ts";
import { hasSandbox, sandboxReadyAt, stepSandbox } from "./podSandbox.ts";
import { podStop, sidecarStop, statusesAtTheEnd } from "./podStop.ts";
import { qosClassOf } from "./qosClass.ts";
import { momentOf, secondFrom } from "./seconds.ts";
import type { StepNotes } from "./stepNotes.ts";

/**
 * The status of a pod as its node has it now: the same object when nothing has changed. All that is known is in the pod (what
 * runs since when, what it did before), so that a kubelet that comes anew goes on as the one before it would have.
 * What there is to say, what is to come and what was pulled is noted (kubernetes pkg/kubelet syncPod).
 */
export function stepPod(machine: Machine, pod: Pod, notes: StepNotes): PodStatus {
  let { status } = pod;
  // Each pass sees what the one before it has changed, and none undoes what one has done: there is an end.
  while (!isFinished({ ...pod, status })) {
    notes.forgetPlans();
    const before: Pod = { ...pod, status };
    const next = status.startTime === undefined ? admitted(machine, before, notes) : passOver(machine, before, notes);
    if (next === status) return status;
    status = next;
  }
  notes.forgetPlans();
  return status;
}

/** As it is when it has just come to its node. */
function admitted(machine: Machine, pod: Pod, notes: StepNotes): PodStatus {
  const { conditions, qosClass = qosClassOf(pod) } = pod.status;
  const rejection = machine.rejection(pod);
  const startTime = timestamp(notes.now);
  if (rejection !== undefined) {
    notes.say(warning("Evicted", rejection));
    const message = `Pod was rejected: ${rejection}`;
    return { phase: "Failed", ...(conditions && { conditions }), reason: "Evicted", message, startTime, qosClass };
  }
  const inits = pod.spec.initContainers ?? [];
  const waitsFor = inits.length > 0 ? "PodInitializing" : "ContainerCreating";
  const unstarted = ({ name, image }: Container): ContainerStatus => ({
    name,
    image,
    imageID: "",
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: waitsFor } },
    lastState: {},
  });
  const status: PodStatus = {
    ...pod.status,
    phase: "Pending",
    hostIP: machine.address(),
    hostIPs: [{ ip: machine.address() }],
    startTime,
    qosClass,
    ...(inits.length > 0 ? { initContainerStatuses: inits.map(unstarted) } : {}),
    containerStatuses: pod.spec.containers.map(unstarted),
  };
  return { ...status, ...generationOf(pod), conditions: podConditions(pod, status, false, notes.now) };
}

function passOver(machine: Machine, pod: Pod, notes: StepNotes): PodStatus {
  const { status } = pod;
  const stop = podStop(machine, pod, notes);
  const housed = stop === undefined ? stepSandbox(machine, pod, notes) : status;
  // What follows counts from the moment that the conditions are going to tell.
  const stepped = housed === status ? stepContainers(machine, pod, stop, notes) : housed;
  const isOver = stop !== undefined && !hasRunning(stepped);
  const ended = isOver ? { ...stepped, ...statusesAtTheEnd(pod, stepped) } : stepped;
  if (ended === status && isReported(pod)) return status;
  const failure = isOver && stop.failure !== undefined ? stop.failure : {};
  const phase = isOver && stop.failure !== undefined ? "Failed" : phaseOf(pod, ended, isOver);
  const next = { ...ended, ...failure, phase, ...generationOf(pod) };
  return { ...next, conditions: podConditions(pod, next, hasSandbox(next), notes.now) };
}

/** The phase and the conditions go with what the containers do. */
function isReported(pod: Pod): boolean {
  const { status } = pod;
  return status.phase === phaseOf(pod, status, false) && areConditionsTrue(pod, status, hasSandbox(status));
}

function generationOf({ metadata }: Pod): Pick<PodStatus, "observedGeneration"> {
  return metadata.generation === undefined ? {} : { observedGeneration: metadata.generation };
}

/** Init containers one after the other, then all the others at once. */
function stepContainers(machine: Machine, pod: Pod, stop: Stop | undefined, notes: StepNotes): PodStatus {
  const { status } = pod;
  const step = (container: Container, before: ContainerStatus, when: Pick<ContainerView, "startableAt" | "stop">) =>
    stepContainer({ machine, pod, container, status: before, notes, ...when });
  const hasBegun = (status.containerStatuses ?? []).some(({ containerID }) => containerID !== undefined);
  const sidecarsEnd = sidecarStop(machine, pod, stop, notes);
  let startableAt = hasSandbox(status) ? sandboxReadyAt(status) : undefined;
  const inits = stepAll(pod.spec.initContainers, status.initContainerStatuses, (container, before) => {
    const after = step(container, before, { startableAt, stop: isSidecar(container) ? sidecarsEnd : stop });
    const passed = passedAt(machine, pod, container, after);
    startableAt =
      startableAt === undefined || passed === undefined ? undefined : Math.max(startableAt, secondFrom(passed));
    return after;
  });
  const mainsAt = hasBegun ? (startableAt ?? sandboxReadyAt(status)) : startableAt;
  const mains = stepAll(pod.spec.containers, status.containerStatuses, (container, before) =>
    step(container, before, { startableAt: mainsAt, stop }),
  );
  if (inits === status.initContainerStatuses && mains === status.containerStatuses) return status;
  return { ...status, ...(inits && { initContainerStatuses: inits }), ...(mains && { containerStatuses: mains }) };
}

/** The same list when every status in it is the same. */
function stepAll(
  containers: readonly Container[] | undefined,
  statuses: readonly ContainerStatus[] | undefined,
  step: (container: Container, status: ContainerStatus) => ContainerStatus,
): readonly ContainerStatus[] | undefined {
  const stepped = statuses?.map((status) => {
    const container = containers?.find(({ name }) => name === status.name);
    return container === undefined ? status : step(container, status);
  });
  return stepped?.some((status, at) => status !== statuses?.[at]) ? stepped : statuses;
}

/** Since when the next init container may start as far as this one goes; undefined: not yet. */
function passedAt(machine: Machine, pod: Pod, container: Container, status: ContainerStatus): number | undefined {
  const { terminated, running } = status.state;
  if (!isSidecar(container)) return terminated?.exitCode === 0 ? momentOf(terminated.finishedAt) : undefined;
  if (running === undefined || status.started !== true) return undefined;
  const { startedMs } = runOf(machine, pod, container, status.restartCount).health;
  return momentOf(running.startedAt) + machine.span(startedMs);
}

function hasRunning({ initContainerStatuses = [], containerStatuses = [] }: PodStatus): boolean {
  return [...initContainerStatuses, ...containerStatuses].some(({ state }) => state.running !== undefined);
}

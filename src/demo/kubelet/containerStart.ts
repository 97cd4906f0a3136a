import { timestamp } from "../objects/kubeObject.ts";
import type { Container, ContainerStatus, Pod } from "../objects/pod.ts";
import { aboutContainer, normal, warning } from "./containerEvents.ts";
import { type ContainerRun, containerIdOf, imageIdOf, runOf } from "./containerRun.ts";
import { failingPullAt, failingPullBetween, type PullEvent } from "./failingPull.ts";
import { imageNameProblem, withTag } from "./imageName.ts";
import { elapsedMs, type Machine } from "./machine.ts";
import { missingConfig } from "./missingConfig.ts";
import { goDuration } from "./seconds.ts";
import type { StepNotes } from "./stepNotes.ts";

/** A container that is to be started, and since when it may be (a whole second, ms since the Unix epoch). */
export interface Start {
  readonly machine: Machine;
  readonly pod: Pod;
  readonly container: Container;
  readonly status: ContainerStatus;
  readonly since: number;
  readonly notes: StepNotes;
}

/** How often the kubelet comes by again where it can only try again. */
const retryMs = 15_000;
/** How long it takes to find that an image has not changed. */
const checkMs = 350;

/**
 * A container on its way to run: its image, its environment, its process (kubernetes pkg/kubelet/kuberuntime startContainer).
 * Returns its status as it is now.
 */
export function startContainer(start: Start): ContainerStatus {
  const { container, status, notes } = start;
  const problem = imageNameProblem(container.image);
  if (problem !== undefined) {
    if (status.state.waiting?.reason !== "InvalidImageName") say(start, warning("InspectFailed", problem));
    return failed(start, "InvalidImageName", problem);
  }
  const image = start.machine.imageOf(container.image);
  const { since, isPulled } = pullOf(start);
  if (policyOf(container) === "Never" && since > notes.now) {
    const message = `Container image "${container.image}" is not present with pull policy of Never`;
    if (status.state.waiting?.reason !== "ErrImageNeverPull") say(start, warning("ErrImageNeverPull", message));
    return failed(start, "ErrImageNeverPull", message);
  }
  if (isPulled && image.pullError !== undefined) return failingPull(start, image.pullError);
  if (isPulled && notes.isNew(start.since)) say(start, normal("Pulling", `Pulling image "${container.image}"`));
  if (since > notes.now) {
    notes.later(since);
    return status;
  }
  return created(start, isPulled);
}

/** Whether the image comes from the registry, and when it is there. */
function pullOf(start: Start): { since: number; isPulled: boolean } {
  const { machine, container, since, notes } = start;
  const policy = policyOf(container);
  const there = imageSince(start);
  const wasThere = there !== undefined && there <= since;
  if (policy === "Never") return { since: there === undefined ? Number.POSITIVE_INFINITY : since, isPulled: false };
  if (wasThere && policy === "IfNotPresent") return { since, isPulled: false };
  const pulled = since + machine.span(wasThere ? checkMs : pullMsOf(machine, container));
  // Another pod may have got it meanwhile.
  const isShared = !wasThere && there !== undefined && there <= notes.now;
  return { since: isShared ? Math.min(pulled, there) : pulled, isPulled: true };
}

/** Another container of the pod may have got it just now. */
function imageSince({ machine, container, notes }: Start): number | undefined {
  return machine.imageSince(container.image) ?? (notes.pulled.has(container.image) ? notes.now : undefined);
}

/** Not the same on each node. */
function pullMsOf(machine: Machine, container: Container): number {
  const { pullMs } = machine.imageOf(container.image);
  return Math.round(pullMs * (0.85 + 0.3 * machine.luck(`pull/${container.image}`)));
}

/** (kubernetes pkg/apis/core/v1 defaults) */
function policyOf({ image, imagePullPolicy }: Container): NonNullable<Container["imagePullPolicy"]> {
  return imagePullPolicy ?? (withTag(image).endsWith(":latest") ? "Always" : "IfNotPresent");
}

function failingPull(start: Start, pullError: string): ContainerStatus {
  const { machine, container, since, notes } = start;
  const elapsed = elapsedMs(machine, since, notes.now);
  const { step, nextMs } = failingPullAt(elapsed);
  notes.later(since + machine.span(nextMs));
  for (const event of failingPullBetween(elapsedMs(machine, since, notes.since), elapsed)) {
    for (const said of pullWords[event.step](container.image, pullError)) say(start, said);
  }
  if (step === "pull") return start.status;
  const backOff = `Back-off pulling image "${container.image}": ErrImagePull: ${pullError}`;
  return step === "fail"
    ? waiting(start.status, "ErrImagePull", pullError)
    : waiting(start.status, "ImagePullBackOff", backOff);
}

const pullWords: Readonly<
  Record<PullEvent["step"], (image: string, why: string) => readonly ReturnType<typeof normal>[]>
> = {
  pull: (image) => [normal("Pulling", `Pulling image "${image}"`)],
  fail: (image, why) => [
    warning("Failed", `Failed to pull image "${image}": ${why}`),
    warning("Failed", "Error: ErrImagePull"),
  ],
  backOff: (image) => [
    normal("BackOff", `Back-off pulling image "${image}"`),
    warning("Failed", "Error: ImagePullBackOff"),
  ],
};

/** The image is there: what follows happens at once, or is tried again. */
function created(start: Start, isPulled: boolean): ContainerStatus {
  const { machine, pod, container, status, notes } = start;
  notes.pulled.add(container.image);
  const restarts = restartsOf(status);
  const run = runOf(machine, pod, container, restarts);
  const refusal = refusalOf(start, run);
  // It came this far before, and goes on from here.
  const isRetry = refusalReasons.some((reason) => reason === status.state.waiting?.reason);
  const sayPulled = () => say(start, normal("Pulled", pulledWords(start, isPulled && !isRetry)));
  if (refusal !== undefined) {
    const { isNow, nextAt } = retries(start);
    notes.later(nextAt);
    if (isNow || status.state.waiting?.reason !== refusal.reason) {
      sayPulled();
      say(start, warning("Failed", `Error: ${refusal.why}`));
    }
    return waiting(status, refusal.reason, refusal.why);
  }
  sayPulled();
  say(start, normal("Created", "Container created"));
  return run.life.startError === undefined
    ? started(start, run, restarts)
    : notStarted(start, run.life.startError, restarts);
}

const refusalReasons = ["CreateContainerConfigError", "CreateContainerError"] as const;

/** Why the container cannot even be created. */
function refusalOf(
  { machine, pod, container }: Start,
  { life }: ContainerRun,
): { reason: (typeof refusalReasons)[number]; why: string } | undefined {
  const missing = missingConfig(machine, pod, container);
  if (missing !== undefined) return { reason: "CreateContainerConfigError", why: missing };
  return life.createError === undefined ? undefined : { reason: "CreateContainerError", why: life.createError };
}

function pulledWords(start: Start, isPulled: boolean): string {
  const { machine, container, since, notes } = start;
  if (!isPulled) return `Container image "${container.image}" already present on machine`;
  const { sizeBytes } = machine.imageOf(container.image);
  const there = imageSince(start);
  const wasThere = there !== undefined && there <= since;
  const ms = wasThere ? checkMs : Math.min(pullMsOf(machine, container), elapsedMs(machine, since, notes.now));
  const took = goDuration(ms);
  return `Successfully pulled image "${container.image}" in ${took} (${took} including waiting). Image size: ${sizeBytes} bytes.`;
}

/** Whether it is time to try again, and when it is the next time. */
function retries({ machine, since, notes }: Start): { isNow: boolean; nextAt: number } {
  const done = Math.floor(elapsedMs(machine, since, notes.now) / retryMs);
  const at = (number: number) => since + machine.span(number * retryMs);
  return { isNow: done > 0 && notes.isNew(at(done)), nextAt: at(done + 1) };
}

function started(
  { pod, container, status, notes, ...start }: Start,
  run: ContainerRun,
  restarts: number,
): ContainerStatus {
  say({ pod, container, status, notes, ...start }, normal("Started", "Container started"));
  const isStarted = run.health.startup === undefined;
  return {
    ...status,
    imageID: imageIdOf(container.image),
    containerID: containerIdOf(pod, container, restarts),
    restartCount: restarts,
    started: isStarted,
    ready: isStarted && run.health.readiness === undefined && !isOrdinaryInit(pod, container),
    state: { running: { startedAt: timestamp(notes.now) } },
    lastState: lastStateOf(status),
  };
}

/** An ordinary init container is ready when it is done. */
function isOrdinaryInit({ spec }: Pod, { name, restartPolicy }: Container): boolean {
  return restartPolicy !== "Always" && (spec.initContainers ?? []).some((container) => container.name === name);
}

/** As containerd leaves a container whose process could not be started. */
function notStarted(
  { pod, container, status, notes, ...start }: Start,
  why: string,
  restarts: number,
): ContainerStatus {
  const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}`;
  say({ pod, container, status, notes, ...start }, warning("Failed", `Error: ${message}`));
  const containerID = containerIdOf(pod, container, restarts);
  const finishedAt = timestamp(notes.now);
  const startedAt = timestamp(0);
  const terminated = { exitCode: 128, reason: "StartError", message, startedAt, finishedAt, containerID };
  return {
    ...waiting(status, "RunContainerError", message),
    imageID: imageIdOf(container.image),
    containerID,
    restartCount: restarts,
    lastState: { terminated },
  };
}

/** Of the run that is about to begin. */
function restartsOf({ restartCount, state, lastState }: ContainerStatus): number {
  const hasRun = state.terminated !== undefined || lastState.terminated !== undefined;
  return hasRun ? restartCount + 1 : restartCount;
}

function lastStateOf({ state, lastState }: ContainerStatus): ContainerStatus["lastState"] {
  return state.terminated === undefined ? lastState : { terminated: state.terminated };
}

/** Waiting for a reason; what it did before becomes its last state. The same when it waits so already. */
export function waiting(status: ContainerStatus, reason: string, message: string): ContainerStatus {
  const { waiting: before } = status.state;
  if (before?.reason === reason && before.message === message) return status;
  return {
    ...status,
    ready: false,
    started: false,
    state: { waiting: { reason, message } },
    lastState: lastStateOf(status),
  };
}

/** It does not get better by waiting. */
function failed(start: Start, reason: string, message: string): ContainerStatus {
  if (start.status.state.waiting?.reason !== reason) say(start, warning("Failed", `Error: ${reason}`));
  return waiting(start.status, reason, message);
}

function say({ pod, container, notes }: Start, said: ReturnType<typeof normal>): void {
  notes.say(aboutContainer(pod, container, said));
}

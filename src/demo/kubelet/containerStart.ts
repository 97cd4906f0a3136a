import { timestamp } from "../objects/kubeObject.ts";
import type { Container, ContainerStatus, Pod } from "../objects/pod.ts";
import { normal, warning } from "./containerEvents.ts";
import { type ContainerRun, containerIdOf, imageIdOf, runOf } from "./containerRun.ts";
import { presentWords, pullImage } from "./imagePull.ts";
import { elapsedMs } from "./machine.ts";
import { missingConfig } from "./missingConfig.ts";
import { lastStateOf, type StartAttempt, say, waiting } from "./startAttempt.ts";

/** How often the kubelet comes by again where it can only try again. */
const retryMs = 15_000;

/**
 * A container on its way to run: its image, its environment, its process (kubernetes pkg/kubelet/kuberuntime startContainer).
 * Returns its status as it is now.
 */
export function startContainer(attempt: StartAttempt): ContainerStatus {
  const image = pullImage(attempt);
  return "pulled" in image ? created(attempt, image.pulled) : image.status;
}

/** The image is there: what follows happens at once, or is tried again. */
function created(attempt: StartAttempt, pulled: string): ContainerStatus {
  const { machine, pod, container, status, notes } = attempt;
  notes.pulled.add(container.image);
  const restarts = restartsOf(status);
  const run = runOf(machine, pod, container, restarts);
  const refusal = refusalOf(attempt, run);
  // It came this far before, and goes on from here.
  const isRetry = refusalReasons.some((reason) => reason === status.state.waiting?.reason);
  const sayPulled = () => say(attempt, normal("Pulled", isRetry ? presentWords(container) : pulled));
  if (refusal !== undefined) {
    const { isNow, nextAt } = retries(attempt);
    notes.later(nextAt);
    if (isNow || status.state.waiting?.reason !== refusal.reason) {
      sayPulled();
      say(attempt, warning("Failed", `Error: ${refusal.why}`));
    }
    return waiting(status, refusal.reason, refusal.why);
  }
  sayPulled();
  say(attempt, normal("Created", "Container created"));
  return run.life.startError === undefined
    ? started(attempt, run, restarts)
    : notStarted(attempt, run.life.startError, restarts);
}

const refusalReasons = ["CreateContainerConfigError", "CreateContainerError"] as const;

/** Why the container cannot even be created. */
function refusalOf(
  { machine, pod, container }: StartAttempt,
  { life }: ContainerRun,
): { reason: (typeof refusalReasons)[number]; why: string } | undefined {
  const missing = missingConfig(machine, pod, container);
  if (missing !== undefined) return { reason: "CreateContainerConfigError", why: missing };
  return life.createError === undefined ? undefined : { reason: "CreateContainerError", why: life.createError };
}

/** Whether it is time to try again, and when it is the next time. */
function retries({ machine, since, notes }: StartAttempt): { isNow: boolean; nextAt: number } {
  const done = Math.floor(elapsedMs(machine, since, notes.now) / retryMs);
  const at = (number: number) => since + machine.span(number * retryMs);
  return { isNow: done > 0 && notes.isNew(at(done)), nextAt: at(done + 1) };
}

function started(attempt: StartAttempt, run: ContainerRun, restarts: number): ContainerStatus {
  const { pod, container, status, notes } = attempt;
  say(attempt, normal("Started", "Container started"));
  const isStarted = run.health.startup === undefined;
  return {
    ...status,
    image: container.image,
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
function notStarted(attempt: StartAttempt, why: string, restarts: number): ContainerStatus {
  const { pod, container, status, notes } = attempt;
  const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}`;
  say(attempt, warning("Failed", `Error: ${message}`));
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

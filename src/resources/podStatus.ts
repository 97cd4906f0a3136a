import type { ContainerFacts, PodFacts, TerminationFacts } from "./podFacts.ts";

/** What the READY, STATUS and RESTARTS cells say. */
export interface PodStatus {
  readonly ready: number;
  readonly total: number;
  readonly text: string;
  readonly restarts: number;
  /** The newest last termination, milliseconds since the epoch; NaN when there is none to show. */
  readonly restartedAt: number;
}

/** What the walk over the init containers found. */
interface InitWalk {
  /** The text of the container that holds the pod up; undefined when none does. */
  readonly text: string | undefined;
  readonly ready: number;
  /** Of every init container visited, and of the sidecars among them. */
  readonly all: Restarts;
  readonly sidecars: Restarts;
}

interface Restarts {
  count: number;
  newest: number;
}

/**
 * Sums up a pod as the API server's table does (kubernetes pkg/printers/internalversion, printPod). One text is overwritten by
 * later steps: phase, reason, scheduling gate, init containers, containers from the last to the first, deletion.
 */
export function podStatusOf(pod: PodFacts): PodStatus {
  const init = walkInitContainers(pod);
  let text = init.text ?? startingText(pod);
  let ready = init.ready;
  let restarts = init.all;
  if (init.text === undefined || isInitialized(pod)) {
    const walk = walkContainers(pod, text, init.sidecars);
    text = walk.text;
    ready += walk.ready;
    restarts = walk.restarts;
  }
  return {
    ready,
    total: pod.containers.length + pod.sidecars.length,
    text: textOfDeletion(pod) ?? text,
    restarts: restarts.count,
    restartedAt: restarts.count === 0 ? Number.NaN : restarts.newest,
  };
}

/** `met/total` of the readiness gates, empty when there are none. Of several conditions of one type the first counts. */
export function readinessGatesOf(pod: PodFacts): string {
  if (pod.readinessGates.length === 0) return "";
  const met = pod.readinessGates.filter(
    (gate) => pod.conditions.find((condition) => condition.type === gate)?.status === "True",
  );
  return `${met.length}/${pod.readinessGates.length}`;
}

function startingText(pod: PodFacts): string {
  for (const condition of pod.conditions) {
    if (condition.type === "PodScheduled" && condition.reason === "SchedulingGated") return "SchedulingGated";
  }
  return pod.reason === "" ? pod.phase : pod.reason;
}

function walkInitContainers(pod: PodFacts): InitWalk {
  const all: Restarts = { count: 0, newest: Number.NaN };
  const sidecars: Restarts = { count: 0, newest: Number.NaN };
  let ready = 0;
  for (const [index, status] of pod.initContainerStatuses.entries()) {
    const isSidecar = pod.sidecars.includes(status.name);
    addRestarts(all, status);
    if (isSidecar) addRestarts(sidecars, status);
    if (status.terminated?.exitCode === 0) continue;
    // A started sidecar never holds the pod up, even when it fails.
    if (isSidecar && status.started) {
      if (status.ready) ready++;
      continue;
    }
    return { text: `Init:${initText(pod, status, index)}`, ready, all, sidecars };
  }
  return { text: undefined, ready, all, sidecars };
}

function initText(pod: PodFacts, status: ContainerFacts, index: number): string {
  if (status.terminated !== undefined) return terminationText(status.terminated);
  if (status.waiting && status.waiting !== "PodInitializing") return status.waiting;
  return `${index}/${pod.initContainers.length}`;
}

/** Only the first condition of this type counts. */
function isInitialized(pod: PodFacts): boolean {
  return pod.conditions.find((condition) => condition.type === "Initialized")?.status === "True";
}

/** Restarts of ordinary init containers are forgotten here; those of sidecars stay. */
function walkContainers(
  pod: PodFacts,
  before: string,
  restarts: Restarts,
): { readonly text: string; readonly ready: number; readonly restarts: Restarts } {
  let text = before;
  let failure = "";
  let ready = 0;
  // Backwards, each overwriting the one before: the first container that has something to say wins.
  for (let index = pod.containerStatuses.length - 1; index >= 0; index--) {
    const status = pod.containerStatuses[index];
    if (status === undefined) continue;
    addRestarts(restarts, status);
    if (status.waiting) {
      text = status.waiting;
    } else if (status.terminated !== undefined) {
      text = terminationText(status.terminated);
      if (status.terminated.exitCode !== 0) failure = text;
    } else if (status.ready && status.running) {
      ready++;
    }
  }
  if (text === "Completed") text = textOfCompleted(pod, ready > 0, failure);
  return { text, ready, restarts };
}

/** A container ended well, so the others decide what the pod is. */
function textOfCompleted(pod: PodFacts, hasRunning: boolean, failure: string): string {
  const isReady = pod.conditions.some((condition) => condition.type === "Ready" && condition.status === "True");
  if (hasRunning && isReady) return "Running";
  if (failure !== "") return failure;
  return hasRunning ? "NotReady" : "Completed";
}

function textOfDeletion(pod: PodFacts): string | undefined {
  if (!pod.deleting) return undefined;
  if (pod.reason === "NodeLost") return "Unknown";
  return pod.phase === "Succeeded" || pod.phase === "Failed" ? undefined : "Terminating";
}

function terminationText({ exitCode, signal, reason }: TerminationFacts): string {
  if (reason !== "") return reason;
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

/** The time counts even when this container's own count is 0. */
function addRestarts(sum: Restarts, status: ContainerFacts): void {
  sum.count += status.restarts;
  const { finishedAt = Number.NaN } = status.lastTerminated ?? {};
  if (!(finishedAt <= sum.newest) && !Number.isNaN(finishedAt)) sum.newest = finishedAt;
}

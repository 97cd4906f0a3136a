import type { Container, ContainerStatus, Pod, PodStatus } from "../objects/pod.ts";

/** `Always` on an init container. */
export function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === "Always";
}

/** Whether a container of the pod that has ended with this code is started again. */
export function restartsAfter(pod: Pod, container: Container, exitCode: number): boolean {
  const isInit = pod.spec.initContainers?.includes(container) ?? false;
  if (isInit && isSidecar(container)) return true;
  const policy = pod.spec.restartPolicy ?? "Always";
  return policy === "Never" ? false : exitCode !== 0 || (policy === "Always" && !isInit);
}

/** Where a container is in its life, as the phase sees it. */
type Standing = "unknown" | "waiting" | "running" | "stopped";

/** (kubernetes pkg/kubelet getPhase) */
export function phaseOf(pod: Pod, status: PodStatus, isOver: boolean): NonNullable<PodStatus["phase"]> {
  const inits = pairs(pod.spec.initContainers, status.initContainerStatuses);
  const mains = pairs(pod.spec.containers, status.containerStatuses);
  const ordinary = inits.filter(([container]) => !isSidecar(container));
  if (ordinary.some(([container, state]) => hasFailedForGood(pod, container, state))) return "Failed";
  const sidecars = inits.filter(([container]) => isSidecar(container)).map(([, state]) => state);
  if (ordinary.some(([, state]) => isPendingInit(state))) return "Pending";
  const hasBegun = mains.some(([, state]) => standingOf(state) === "running" || standingOf(state) === "stopped");
  if (!hasBegun && sidecars.some((state) => state?.started !== true)) return "Pending";
  const standings = mains.map(([, state]) => standingOf(state));
  if (standings.includes("waiting") || standings.includes("unknown")) return isOver ? "Failed" : "Pending";
  if (standings.includes("running") || sidecars.some((state) => state?.state.running !== undefined)) return "Running";
  const codes = mains.map(([container, state]) => [container, exitCodeOf(state)] as const);
  if (!isOver && codes.some(([container, code]) => restartsAfter(pod, container, code))) return "Running";
  return codes.every(([, code]) => code === 0) ? "Succeeded" : "Failed";
}

function pairs(
  containers: readonly Container[] | undefined,
  statuses: readonly ContainerStatus[] | undefined,
): readonly (readonly [Container, ContainerStatus | undefined])[] {
  return (containers ?? []).map((container) => [container, statuses?.find(({ name }) => name === container.name)]);
}

function standingOf(status: ContainerStatus | undefined): Standing {
  if (status === undefined) return "unknown";
  if (status.state.running !== undefined) return "running";
  return status.state.terminated !== undefined || status.lastState.terminated !== undefined ? "stopped" : "waiting";
}

function exitCodeOf(status: ContainerStatus | undefined): number {
  return (status?.state.terminated ?? status?.lastState.terminated)?.exitCode ?? 0;
}

function hasFailedForGood(pod: Pod, container: Container, status: ContainerStatus | undefined): boolean {
  const code = exitCodeOf(status);
  return standingOf(status) === "stopped" && code !== 0 && !restartsAfter(pod, container, code);
}

/** One that fails again and again counts as failed, not as pending; the pod is pending all the same, as its others wait. */
function isPendingInit(status: ContainerStatus | undefined): boolean {
  return standingOf(status) !== "stopped";
}

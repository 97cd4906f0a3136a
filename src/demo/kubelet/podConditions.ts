import { conditionOf } from "../objects/conditions.ts";
import { type Condition, timestamp } from "../objects/kubeObject.ts";
import type { ContainerStatus, Pod, PodStatus } from "../objects/pod.ts";
import { isSidecar } from "./podPhase.ts";

type Verdict = Pick<Condition, "type" | "status" | "reason" | "message">;

/**
 * The conditions of a pod as its container statuses and its phase have them, after those of others. A transition time stays
 * while the status does (kubernetes pkg/kubelet/status/generate.go).
 * @param now ms since the Unix epoch
 */
export function podConditions(pod: Pod, status: PodStatus, hasSandbox: boolean, now: number): readonly Condition[] {
  const before = status.conditions ?? [];
  const own = verdictsOf(pod, status, hasSandbox);
  const foreign = before.filter((condition) => own.every(({ type }) => type !== condition.type));
  return [...foreign, ...own.map((verdict) => conditionFrom(pod, before, verdict, now))];
}

/** Whether somebody else has changed what the kubelet says of the pod, or what that depends on. */
export function areConditionsTrue(pod: Pod, status: PodStatus, hasSandbox: boolean): boolean {
  return verdictsOf(pod, status, hasSandbox).every(
    (verdict) => conditionOf(status.conditions, verdict.type)?.status === verdict.status,
  );
}

function verdictsOf(pod: Pod, status: PodStatus, hasSandbox: boolean): readonly Verdict[] {
  return [
    { type: "PodReadyToStartContainers", status: hasSandbox ? "True" : "False" },
    { type: "Initialized", ...initialized(pod, status) },
    { type: "Ready", ...ready(pod, status, status.conditions ?? []) },
    { type: "ContainersReady", ...containersReady(pod, status) },
    { type: "PodScheduled", status: "True" },
  ];
}

function conditionFrom(pod: Pod, before: readonly Condition[], verdict: Verdict, now: number): Condition {
  const previous = conditionOf(before, verdict.type);
  const since = previous?.status === verdict.status ? previous.lastTransitionTime : undefined;
  const { generation } = pod.metadata;
  return {
    ...verdict,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    lastProbeTime: null,
    lastTransitionTime: since ?? timestamp(now),
  };
}

function initialized(pod: Pod, status: PodStatus): Omit<Verdict, "type"> {
  const inits = pod.spec.initContainers ?? [];
  const statuses = status.initContainerStatuses ?? [];
  const known = inits.map((container) => [container, statuses.find(({ name }) => name === container.name)] as const);
  const isKnown = known.every(([, found]) => found !== undefined);
  if (status.phase === "Succeeded" && isKnown) return { status: "True", reason: "PodCompleted" };
  if ((status.containerStatuses ?? []).some(hasStarted)) return { status: "True" };
  const incomplete = known.filter(([container, found]) => !(isSidecar(container) ? found?.started : found?.ready));
  if (incomplete.length === 0) return { status: "True" };
  const names = incomplete.map(([{ name }]) => name).join(" ");
  const message = `containers with incomplete status: [${names}]`;
  return { status: "False", reason: "ContainersNotInitialized", message };
}

function hasStarted({ state, lastState, containerID }: ContainerStatus): boolean {
  return containerID !== undefined && (state.waiting === undefined || lastState.terminated !== undefined);
}

function containersReady(pod: Pod, status: PodStatus): Omit<Verdict, "type"> {
  if (status.phase === "Succeeded") return { status: "False", reason: "PodCompleted" };
  if (status.phase === "Failed") return { status: "False", reason: "PodFailed" };
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const asked = [...(pod.spec.initContainers ?? []).filter(isSidecar), ...pod.spec.containers];
  const unready = asked.filter((container) => statuses.find(({ name }) => name === container.name)?.ready !== true);
  if (unready.length === 0) return { status: "True" };
  const message = `containers with unready status: [${unready.map(({ name }) => name).join(" ")}]`;
  return { status: "False", reason: "ContainersNotReady", message };
}

function ready(pod: Pod, status: PodStatus, conditions: readonly Condition[]): Omit<Verdict, "type"> {
  const containers = containersReady(pod, status);
  if (containers.status !== "True") return containers;
  const unmet = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = conditionOf(conditions, conditionType);
    if (condition?.status === "True") return [];
    return condition === undefined
      ? [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`]
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  if (unmet.length === 0) return { status: "True" };
  return { status: "False", reason: "ReadinessGatesNotReady", message: unmet.join(", ") };
}

import { timestamp } from "../objects/kubeObject.ts";
import type { ContainerStatus, Pod, PodStatus } from "../objects/pod.ts";
import { isTolerated, nodeTaints } from "../objects/taints.ts";
import { amountOf, binaryQuantity } from "./amounts.ts";
import type { Machine } from "./machine.ts";
import type { Shortage } from "./nodeConditions.ts";
import { podConditions } from "./podConditions.ts";
import { hasSandbox } from "./podSandbox.ts";
import { podUsage } from "./podUsage.ts";
import { qosClassOf } from "./qosClass.ts";

/** What a node has too little of: less is available than the threshold. Bytes, or a number of processes. */
export interface Pressure {
  readonly resource: Shortage;
  readonly threshold: number;
  readonly available: number;
}

/** Pods without which the node does not work are left alone (kubernetes pkg/kubelet/types IsCriticalPod). */
const criticalPriority = 2_000_000_000;

/** Who goes first: who uses more than asked for, then the least important, then who is furthest above (eviction/helpers.go). */
export function evictionOrder(machine: Machine, pods: Iterable<Pod>, resource: Shortage, now: number): readonly Pod[] {
  const ranked = [...pods]
    .filter((pod) => pod.status.phase === "Running" && !isCritical(pod))
    .map((pod) => ({ pod, excess: usedOf(machine, pod, resource, now) - requestedOf(pod, resource) }));
  ranked.sort(
    (one, other) =>
      Number(other.excess > 0) - Number(one.excess > 0) ||
      (one.pod.spec.priority ?? 0) - (other.pod.spec.priority ?? 0) ||
      other.excess - one.excess,
  );
  return ranked.map(({ pod }) => pod);
}

export interface Eviction {
  readonly status: PodStatus;
  readonly message: string;
  /** What becomes available. */
  readonly freed: number;
}

/** A pod that is ended at once to get back what the node is short of (kubernetes pkg/kubelet/eviction). */
export function evict(machine: Machine, pod: Pod, pressure: Pressure, now: number): Eviction {
  const { resource, threshold, available } = pressure;
  const amounts = `Threshold quantity: ${binaryQuantity(threshold)}, available: ${binaryQuantity(available)}. `;
  const message = `The node was low on resource: ${resource}. ${amounts}${blame(machine, pod, resource, now)}`;
  const killed = (status: ContainerStatus): ContainerStatus => {
    const { running } = status.state;
    if (running === undefined) return status;
    const ended = { exitCode: 137, reason: "Error", ...running, finishedAt: timestamp(now) };
    const { containerID } = status;
    const terminated = containerID === undefined ? ended : { ...ended, containerID };
    return { ...status, ready: false, started: false, state: { terminated } };
  };
  const { initContainerStatuses, containerStatuses } = pod.status;
  const status: PodStatus = {
    ...pod.status,
    phase: "Failed",
    reason: "Evicted",
    message,
    ...(initContainerStatuses && { initContainerStatuses: initContainerStatuses.map(killed) }),
    ...(containerStatuses && { containerStatuses: containerStatuses.map(killed) }),
  };
  const target = {
    type: "DisruptionTarget",
    status: "True",
    reason: "TerminationByKubelet",
    message,
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
  } as const;
  const others = (status.conditions ?? []).filter(({ type }) => type !== target.type);
  const conditions = podConditions(pod, { ...status, conditions: [target, ...others] }, hasSandbox(status), now);
  return { status: { ...status, conditions }, message, freed: usedOf(machine, pod, resource, now) };
}

/** Why a new pod may not run on a node that reports pressures; undefined: it may (eviction manager Admit). */
export function rejectionOf(pod: Pod, pressures: readonly string[]): string | undefined {
  if (pressures.length === 0 || isCritical(pod)) return undefined;
  const isMemoryOnly = pressures.length === 1 && pressures[0] === "MemoryPressure";
  if (isMemoryOnly && (qosClassOf(pod) !== "BestEffort" || isTolerated(pod.spec.tolerations, memoryTaint))) {
    return undefined;
  }
  return `The node had condition: [${pressures.join(" ")}]. `;
}

const memoryTaint = { key: nodeTaints.memoryPressure, effect: "NoSchedule" } as const;

function isCritical({ spec }: Pod): boolean {
  return (spec.priority ?? 0) >= criticalPriority;
}

function blame(machine: Machine, pod: Pod, resource: Shortage, now: number): string {
  const used = containerUse(machine, pod, resource, now);
  return used
    .map(({ name, amount }) => ({ name, amount, request: requestOf(pod, name, resource) }))
    .filter(({ amount, request }) => amount > amountOf(request))
    .map(({ name, amount, request = "0" }) => {
      const was = `Container ${name} was using ${binaryQuantity(amount)}, request is ${request}`;
      return `${was}, has larger consumption of ${resource}. `;
    })
    .join("");
}

function usedOf(machine: Machine, pod: Pod, resource: Shortage, now: number): number {
  return containerUse(machine, pod, resource, now).reduce((sum, { amount }) => sum + amount, 0);
}

function requestedOf(pod: Pod, resource: Shortage): number {
  return pod.spec.containers.reduce((sum, { name }) => sum + amountOf(requestOf(pod, name, resource)), 0);
}

function requestOf({ spec }: Pod, name: string, resource: Shortage): string | undefined {
  const all = [...spec.containers, ...(spec.initContainers ?? [])];
  return all.find((container) => container.name === name)?.resources?.requests?.[resource];
}

function containerUse(machine: Machine, pod: Pod, resource: Shortage, now: number) {
  const amountOfOne = { memory: (bytes: number) => kilobytes(bytes), "ephemeral-storage": storageOf, pids: () => 20 }[
    resource
  ];
  return podUsage(machine, pod, now).map(({ name, memoryBytes }) => ({
    name,
    amount: amountOfOne(memoryBytes, machine.luck(`storage/${pod.metadata.uid}/${name}`)),
  }));
}

/** As the statistics of a container have it. */
function kilobytes(bytes: number): number {
  return Math.round(bytes / 1024) * 1024;
}

/** From 1 to 5 GiB. */
function storageOf(_: number, luck: number): number {
  return kilobytes((1 + 4 * luck) * 2 ** 30);
}

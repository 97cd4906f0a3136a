import type { ContainerUsage } from "../apiserver/kubelets.ts";
import type { Pod } from "../objects/pod.ts";
import { amountOf } from "./amounts.ts";
import { runOf } from "./containerRun.ts";
import { usageAt } from "./containerUsage.ts";
import { elapsedMs, type Machine } from "./machine.ts";
import { momentOf } from "./seconds.ts";

/** What the running containers of a pod use. @param now ms since the Unix epoch. @param sinceMs how long one must have run */
export function podUsage(machine: Machine, pod: Pod, now: number, sinceMs = 0): readonly ContainerUsage[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status;
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return [...containerStatuses, ...initContainerStatuses].flatMap(({ name, restartCount, state }) => {
    const container = containers.find((one) => one.name === name);
    const elapsed = elapsedMs(machine, momentOf(state.running?.startedAt), now);
    if (container === undefined || !(elapsed >= sinceMs)) return [];
    const limit = container.resources?.limits?.memory;
    const { life } = runOf(machine, pod, container, restartCount);
    const key = `${pod.metadata.uid}/${name}`;
    return [
      { name, ...usageAt(life, elapsed, { key, memoryLimit: limit === undefined ? undefined : amountOf(limit) }) },
    ];
  });
}

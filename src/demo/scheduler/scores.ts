import type { Pod } from "../objects/pod.ts";
import { isTolerated } from "../objects/taints.ts";
import type { NodeState } from "./nodeState.ts";
import { requestsOf } from "./requests.ts";

/**
 * The node that suits a pod best: with fewest taints that would rather not have it, then few pods of its owner, then much
 * room, with the weights of kube-scheduler's default plugins (TaintToleration 3, PodTopologySpread 2, LeastAllocated 1). Of equals
 * the first.
 */
export function bestOf(pod: Pod, feasible: readonly NodeState[]): NodeState | undefined {
  const siblings = scaledDown(feasible.map((state) => state.siblings(pod)));
  const taints = scaledDown(feasible.map((state) => unwelcome(pod, state)));
  let best: { readonly state: NodeState; readonly score: number } | undefined;
  feasible.forEach((state, at) => {
    const score = 3 * (taints[at] ?? 0) + 2 * (siblings[at] ?? 0) + leastAllocated(pod, state);
    if (best === undefined || score > best.score) best = { state, score };
  });
  return best?.state;
}

/** 0 for the most, 100 for none. */
function scaledDown(counts: readonly number[]): readonly number[] {
  const most = Math.max(0, ...counts);
  return counts.map((count) => (most === 0 ? 100 : (100 * (most - count)) / most));
}

function unwelcome({ spec }: Pod, { node }: NodeState): number {
  const soft = node?.spec.taints?.filter(({ effect }) => effect === "PreferNoSchedule") ?? [];
  return soft.filter((taint) => !isTolerated(spec.tolerations, taint)).length;
}

/** How much of CPU and memory would be left, 0 to 100. */
function leastAllocated(pod: Pod, state: NodeState): number {
  const { weighed } = requestsOf(pod);
  const shares = ["cpu", "memory"].map((resource) => {
    const all = state.allocatable[resource] ?? 0;
    const left = all - state.used("weighed", resource) - (weighed[resource] ?? 0);
    return all === 0 || left < 0 ? 0 : Math.floor((100 * left) / all);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

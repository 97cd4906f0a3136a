import type { Node } from "../objects/node.ts";
import { isNodeSelected } from "../objects/nodeAffinity.ts";
import type { Pod } from "../objects/pod.ts";
import { isTolerated, nodeTaints } from "../objects/taints.ts";
import type { NodeState } from "./nodeState.ts";
import { type Amounts, requestsOf } from "./requests.ts";

/** Why a pod cannot go to a node, in the words of the plugin of kube-scheduler that says no. */
export interface Misfit {
  readonly reasons: readonly string[];
  /** Not even without the other pods there. */
  readonly isHopeless: boolean;
  /** What is missing. */
  readonly resources: readonly string[];
}

/** The first no of the filters, in the order of kube-scheduler's default plugins; undefined when the pod may go there. */
export function misfitOf(pod: Pod, state: NodeState, node: Node): Misfit | undefined {
  for (const filter of filters) {
    const reason = filter(pod, node);
    if (reason !== undefined) return { reasons: [reason], isHopeless: true, resources: [] };
  }
  return shortage(pod, state);
}

type Filter = (pod: Pod, node: Node) => string | undefined;

const unschedulable = { key: nodeTaints.unschedulable, effect: "NoSchedule" } as const;

const filters: readonly Filter[] = [
  ({ spec }, node) =>
    node.spec.unschedulable === true && !isTolerated(spec.tolerations, unschedulable)
      ? "node(s) were unschedulable"
      : undefined,
  ({ spec }, node) => {
    const keepsAway = node.spec.taints?.some(
      (taint) => taint.effect !== "PreferNoSchedule" && !isTolerated(spec.tolerations, taint),
    );
    return keepsAway ? "node(s) had untolerated taint(s)" : undefined;
  },
  ({ spec }, node) => (isNodeSelected(spec, node) ? undefined : "node(s) didn't match Pod's node affinity/selector"),
];

function shortage(pod: Pod, state: NodeState): Misfit | undefined {
  const { needed } = requestsOf(pod);
  const missing = Object.entries(needed).filter(
    ([resource, amount]) => amount > 0 && amount > free(pod, state, resource),
  );
  if (missing.length === 0) return undefined;
  return {
    reasons: missing.map(([resource]) => (resource === "pods" ? "Too many pods" : `Insufficient ${resource}`)),
    isHopeless: missing.some(([resource, amount]) => amount > (state.allocatable[resource] ?? 0)),
    resources: missing.map(([resource]) => resource),
  };
}

/** What is left on a node for a pod: room that is being made for one as important is not. */
function free(pod: Pod, state: NodeState, resource: string): number {
  let left = (state.allocatable[resource] ?? 0) - state.used("needed", resource);
  for (const other of state.nominated.values()) {
    if (other.metadata.uid !== pod.metadata.uid && priorityOf(other) >= priorityOf(pod)) {
      left -= (requestsOf(other).needed as Amounts)[resource] ?? 0;
    }
  }
  return left;
}

export function priorityOf({ spec }: Pod): number {
  return spec.priority ?? 0;
}

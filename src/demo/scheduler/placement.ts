import { pinnedNodes } from "../objects/nodeAffinity.ts";
import type { Pod } from "../objects/pod.ts";
import { type Misfit, misfitOf } from "./filters.ts";
import type { NodeState } from "./nodeState.ts";
import type { NodeTable } from "./nodeTable.ts";
import { bestOf } from "./scores.ts";

/** Where a pod goes, or why each node does not do. */
export type Placement = { readonly kind: "fits"; readonly state: NodeState } | Unfit;

export interface Unfit {
  readonly kind: "unfit";
  /** Of the nodes that were asked. */
  readonly misfits: ReadonlyMap<NodeState, Misfit>;
  /** How many there are. */
  readonly nodes: number;
}

/** Looks for the best node of enough that would do (kube-scheduler schedulePod). */
export function placementOf(pod: Pod, table: NodeTable): Placement {
  const pinned = pinnedNodes(pod.spec);
  const candidates = pinned === undefined ? table.search() : pinned.flatMap((name) => table.state(name) ?? []);
  const enough = feasibleEnough(table.size);
  const feasible: NodeState[] = [];
  const misfits = new Map<NodeState, Misfit>();
  for (const state of candidates) {
    if (state.node === undefined) continue;
    const misfit = misfitOf(pod, state, state.node);
    if (misfit !== undefined) misfits.set(state, misfit);
    else if (feasible.push(state) === enough) break;
  }
  const best = bestOf(pod, feasible);
  return best === undefined ? { kind: "unfit", misfits, nodes: table.size } : { kind: "fits", state: best };
}

/** How many nodes that would do are enough to choose from (kube-scheduler numFeasibleNodesToFind). */
export function feasibleEnough(nodes: number): number {
  const percent = Math.max(5, 50 - Math.floor(nodes / 125));
  return nodes < 100 ? nodes : Math.max(100, Math.floor((nodes * percent) / 100));
}

import { byRanks } from "../objects/order.ts";
import type { Pod } from "../objects/pod.ts";
import { misfitOf, priorityOf } from "./filters.ts";
import { NodeState } from "./nodeState.ts";
import type { Unfit } from "./placement.ts";

/** A node on which there is room for a pod once some less important ones are gone. */
export interface Preemption {
  readonly state: NodeState;
  readonly victims: readonly Pod[];
}

/** Where room can be made; or why nowhere: of each node, or once for all. */
export type PreemptionOutcome = { readonly room: Preemption } | { readonly why: readonly string[] | string };

/**
 * Looks for room that less important pods take (kube-scheduler defaultpreemption).
 * @param nominated the node on which room is being made already
 */
export function preempt(pod: Pod, { misfits, nodes }: Unfit, nominated: NodeState | undefined): PreemptionOutcome {
  if (pod.spec.preemptionPolicy === "Never") return { why: "not eligible due to preemptionPolicy=Never." };
  const isMakingRoom = ({ metadata, spec }: Pod) =>
    metadata.deletionTimestamp !== undefined && (spec.priority ?? 0) < priorityOf(pod);
  if ([...(nominated?.pods.values() ?? [])].some(isMakingRoom)) {
    return { why: "not eligible due to a terminating pod on the nominated node." };
  }
  const hopeful = [...misfits].filter(([, { isHopeless }]) => !isHopeless).map(([state]) => state);
  const room = leastHarmful(hopeful.flatMap((state) => preemptionOn(pod, state) ?? []));
  if (room !== undefined) return { room };
  return { why: Array.from({ length: nodes }, (_, at) => (at < hopeful.length ? noVictims : notHelpful)) };
}

const noVictims = "No preemption victims found for incoming pod";
const notHelpful = "Preemption is not helpful for scheduling";

/** Pods of a node that must go for another one; undefined when that would not help (kube-scheduler SelectVictimsOnNode). */
function preemptionOn(pod: Pod, state: NodeState): Preemption | undefined {
  const { node } = state;
  if (node === undefined) return undefined;
  const lower = [...state.pods.values()].filter((other) => priorityOf(other) < priorityOf(pod));
  if (lower.length === 0) return undefined;
  const emptied = new NodeState();
  emptied.node = node;
  for (const [key, other] of state.nominated) emptied.nominated.set(key, other);
  for (const other of state.pods.values()) if (!lower.includes(other)) emptied.add(other);
  const fits = () => misfitOf(pod, emptied, node) === undefined;
  if (!fits()) return undefined;
  const victims: Pod[] = [];
  for (const other of lower.toSorted(byImportance)) {
    emptied.add(other);
    if (fits()) continue;
    emptied.remove(other);
    victims.push(other);
  }
  return { state, victims };
}

/** That which hurts least: the least important victims, then the fewest (kube-scheduler pickOneNodeForPreemption). */
function leastHarmful(preemptions: readonly Preemption[]): Preemption | undefined {
  const harm = ({ victims }: Preemption) => [
    Math.max(...victims.map(priorityOf)),
    victims.reduce((sum, victim) => sum + priorityOf(victim), 0),
    victims.length,
  ];
  return preemptions.toSorted((one, other) => byRanks(harm(one), harm(other)))[0];
}

/** The most important first; of equals that which started first. */
function byImportance(one: Pod, other: Pod): number {
  const byPriority = priorityOf(other) - priorityOf(one);
  if (byPriority !== 0) return byPriority;
  return (one.status.startTime ?? "") < (other.status.startTime ?? "") ? -1 : 1;
}

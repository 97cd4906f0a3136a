import type { Unfit } from "./placement.ts";
import type { PreemptionOutcome } from "./preemption.ts";

/** Why a pod fits nowhere, word for word as kube-scheduler says it (framework/types.go FitError). */
export function fitError({ nodes, misfits }: Unfit, preemption: PreemptionOutcome): string {
  if (nodes === 0) return "no nodes available to schedule pods";
  const notAsked = Array.from(
    { length: nodes - misfits.size },
    () => "node(s) didn't satisfy plugin(s) [NodeAffinity]",
  );
  const reasons = available(nodes, [...[...misfits.values()].flatMap((misfit) => misfit.reasons), ...notAsked]);
  if ("room" in preemption) return reasons;
  const { why } = preemption;
  // The first half is what the plugin for devices says of every pod that has none.
  return `${reasons} no new claims to deallocate, preemption: ${typeof why === "string" ? why : available(nodes, why)}`;
}

function available(nodes: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${nodes} nodes are available: ${texts.join(", ")}.`;
}

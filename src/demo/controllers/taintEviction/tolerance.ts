import type { Taint } from "../../objects/node.ts";
import type { Toleration } from "../../objects/pod.ts";
import { isTolerated, toleratesTaint } from "../../objects/taints.ts";
import type { VirtualTime } from "../../virtualTime.ts";

/**
 * How long a pod may stay on a node with such taints, in ms: 0 when it may not, undefined when as long as it likes (kubernetes
 * pkg/controller/tainteviction getMinTolerationTime).
 */
export function msTolerated(
  tolerations: readonly Toleration[] = [],
  taints: readonly Taint[],
  time: VirtualTime,
): number | undefined {
  const waits = taints
    .filter(({ effect }) => effect === "NoExecute")
    .map((taint) => {
      if (!isTolerated(tolerations, taint)) return 0;
      const seconds = tolerations.filter((one) => toleratesTaint(one, taint)).map((one) => one.tolerationSeconds);
      const limited = seconds.filter((limit) => limit !== undefined);
      if (limited.length === 0) return Number.POSITIVE_INFINITY;
      const waited = taint.timeAdded === undefined ? 0 : time.waitedSince(taint.timeAdded);
      return Math.max(0, Math.min(...limited) * 1000 - waited);
    });
  const shortest = Math.min(Number.POSITIVE_INFINITY, ...waits);
  return shortest === Number.POSITIVE_INFINITY ? undefined : shortest;
}

import type { Deployment } from "../../objects/workloads.ts";
import { intOrPercent } from "../intOrPercent.ts";

/** How many pods a rollout may have too many, and too few (kubernetes pkg/controller/deployment/util ResolveFenceposts). */
export interface RolloutBounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

export function rolloutBounds({ spec: { replicas, strategy } }: Deployment): RolloutBounds {
  if (strategy?.type === "Recreate") return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge = "25%", maxUnavailable = "25%" } = strategy?.rollingUpdate ?? {};
  const surge = intOrPercent(maxSurge, replicas, "up");
  const unavailable = intOrPercent(maxUnavailable, replicas, "down");
  // With none of both, no rollout would ever move.
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, replicas) };
}

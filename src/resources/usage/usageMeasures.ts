import type { PodRow } from "../podRow.ts";
import type { PodUsage } from "./podUsage.ts";

/** One thing that is measured of a pod. */
export interface UsageMeasure {
  /** Millicores or bytes; NaN when it is not known. */
  used(usage: PodUsage): number;
  request(row: PodRow): number;
  limit(row: PodRow): number;
}

export const cpuMeasure: UsageMeasure = {
  used: ({ millicores }) => millicores,
  request: ({ resources }) => resources.cpuRequest,
  limit: ({ resources }) => resources.cpuLimit,
};

export const memoryMeasure: UsageMeasure = {
  used: ({ bytes }) => bytes,
  request: ({ resources }) => resources.memoryRequest,
  limit: ({ resources }) => resources.memoryLimit,
};

/**
 * Percent of what is asked for or allowed; NaN when there is nothing of the kind, or containers were measured that have no part in
 * it: an init container at work, an ephemeral one.
 */
export function percentOf(measure: UsageMeasure, of: "request" | "limit", row: PodRow, usage: PodUsage): number {
  const whole = measure[of](row);
  return usage.isOfResources && whole > 0 ? (measure.used(usage) / whole) * 100 : Number.NaN;
}

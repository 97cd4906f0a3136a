import type { PodRow } from "../podRow.ts";
import type { PodSample } from "./podSample.ts";

/** What a pod used when it was measured. */
export interface PodUsage {
  /** As PodSample has it. */
  readonly at: number;
  /** Rounded up, as kubectl does; NaN when it is not known, as the next. */
  readonly millicores: number;
  readonly bytes: number;
  /** Only those containers were measured that the pod's requests and limits are of. */
  readonly isOfResources: boolean;
}

/** Times come in whole seconds: a window may seem to have begun so much earlier than it did. */
const secondMs = 1000;

/**
 * The usage of a pod by a sample of its name; undefined when it may be that of another pod which had the name before. A sample
 * does not say of which uid it is, so its window must have begun when the pod was there, and its containers must be the pod's.
 */
export function podUsageOf(
  { createdAt, resources: { containers, others } }: Pick<PodRow, "createdAt" | "resources">,
  sample: PodSample,
): PodUsage | undefined {
  // Of a pod or a sample that does not say when, nothing can be said: NaN is neither before nor after.
  if (!(sample.at - sample.windowMs + secondMs > createdAt)) return undefined;
  const isOfResources = sample.containers.every((name) => containers.includes(name));
  if (!isOfResources && !sample.containers.every((name) => containers.includes(name) || others.includes(name))) {
    return undefined;
  }
  return { at: sample.at, millicores: Math.ceil(sample.nanocores / 1e6), bytes: sample.bytes, isOfResources };
}

import type { BenchCluster } from "./benchCluster.ts";
import type { Scale } from "./scale.ts";

/** What a family of figures is measured with. */
export interface Bench {
  readonly cluster: BenchCluster;
  readonly scale: Scale;
  /** Pods in the cluster now, all namespaces. */
  readonly pods: number;
  /** Index of this size in `scale.sizes`. */
  readonly stage: number;
}

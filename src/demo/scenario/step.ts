import type { Image } from "../kubelet/image.ts";
import type { NewObject, ObjectName } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import type { Job } from "../objects/workloads.ts";

/** One thing that somebody does to the cluster, or that befalls it, on the time line of a story. `at` is ms after the start. */
export type Step = { readonly at: number } & Deed;

export type Deed =
  /** As `kubectl set image`. */
  | { readonly does: "setImage"; readonly deployment: ObjectName; readonly images: Readonly<Record<string, string>> }
  /** As `kubectl scale`. */
  | { readonly does: "scale"; readonly deployment: ObjectName; readonly replicas: number }
  /** As `kubectl rollout restart`. */
  | { readonly does: "restart"; readonly deployment: ObjectName }
  /** The moment is ms since the Unix epoch: Jobs are named after it. */
  | { readonly does: "createJob"; job(now: number): NewObject<Job> }
  | { readonly does: "deleteJob"; readonly job: ObjectName }
  | { readonly does: "createPod"; readonly pod: NewObject<Pod> }
  | { readonly does: "deletePod"; readonly pod: ObjectName }
  /** A node goes down as if its plug were pulled, or comes back. */
  | { readonly does: "loseNode" | "restoreNode"; readonly node: NodeNumber }
  /** A node runs short of memory, until evictions have made up for it. */
  | { readonly does: "fillMemory"; readonly node: NodeNumber; readonly availableBytes: number };

/** The `index`-th node of a pool by name: names differ with the seed. */
export interface NodeNumber {
  readonly pool: string;
  readonly index: number;
}

/** A part of what goes on, with the images that only it needs. */
export interface Story {
  readonly images: readonly Image[];
  readonly steps: readonly Step[];
}

import type { Pod } from "../objects/pod.ts";
import type { ImageCatalogue } from "./imageCatalogue.ts";

/** What a kubelet knows that stands in no pod: its node, and what there is in the world around it. */
export interface Machine {
  readonly name: string;
  /** Its InternalIP. */
  address(): string;
  readonly imageOf: ImageCatalogue;
  readonly seed: number;
  /** From 0 to 1: the same each time for a purpose, another on each node. */
  luck(purpose: string): number;
  /** How long a wait takes in this cluster (`VirtualTime`). */
  span(ms: number): number;
  /** Since when an image is on the node, ms since the Unix epoch; undefined when it is not. */
  imageSince(name: string): number | undefined;
  /** Whether a ConfigMap or a Secret exists. */
  hasConfig(kind: ConfigKind, namespace: string, name: string): boolean;
  /** A free address of the node's range. */
  freeAddress(pod: Pod): string;
  /** Why a new pod may not run here now: the message of its eviction. */
  rejection(pod: Pod): string | undefined;
}

export type ConfigKind = "configmap" | "secret";

/** How much of the story has passed, in whole ms: the inverse of `span`. */
export function elapsedMs({ span }: Pick<Machine, "span">, from: number, to: number): number {
  return Math.round((to - from) / span(1));
}

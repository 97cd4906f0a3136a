import type { PodChange } from "../../kube/wire/podChange.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { type NamedRight, rights } from "./rights.ts";

/** How pods go: by their own grace period, if the disruption budgets permit it, or at once. */
export type Way = "delete" | "evict" | "now";

export interface WayWords {
  readonly right: NamedRight;
  /** `Delete`. */
  readonly does: string;
  /** `Deleting`. */
  readonly doing: string;
  /** `deleted`. */
  readonly done: string;
}

export const ways: Readonly<Record<Way, WayWords>> = {
  delete: { right: rights.deletePods, does: "Delete", doing: "Deleting", done: "deleted" },
  evict: { right: rights.evictPods, does: "Evict", doing: "Evicting", done: "evicted" },
  now: { right: rights.deletePods, does: "Delete at once", doing: "Deleting at once", done: "deleted at once" },
};

/** What is sent for one pod. */
export function deletionOf({ namespace, name, uid }: PodRow, way: Way): PodChange {
  const pod = { namespace, name, uid };
  const graceSeconds = way === "now" ? 0 : undefined;
  return way === "evict" ? { kind: "evict", pod, graceSeconds } : { kind: "delete", pod, graceSeconds };
}

/** `shop/web-1`, or `12 pods`. */
export function podsText(pods: readonly PodRow[]): string {
  const [first] = pods;
  return pods.length === 1 && first !== undefined ? first.key : `${pods.length} pods`;
}

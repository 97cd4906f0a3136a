import type { KubeObject } from "./kubeObject.ts";

/** The oldest first; of one second by name. */
export function byAge({ metadata: one }: KubeObject, { metadata: other }: KubeObject): number {
  if (one.creationTimestamp !== other.creationTimestamp) {
    return one.creationTimestamp < other.creationTimestamp ? -1 : 1;
  }
  return one.name < other.name ? -1 : 1;
}

/** The lower first, by the first number in which they differ. */
export function byRanks(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

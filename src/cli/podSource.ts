import type { PodRow } from "../resources/podRow.ts";

/** Where `podscope get` has its pods from: a server, or a file. */
export interface PodSource {
  /** What is said when there is not a single pod. */
  readonly nothingFound: string;
  /** The clock that ages are told by, milliseconds since the epoch. */
  now(): number;
  /** Does the table say the namespace of each of these rows? */
  showsNamespaces(rows: readonly PodRow[]): boolean;
  /** The rows that were asked for, in their order. */
  rows(signal: AbortSignal): Promise<Found<PodRow>>;
  /**
   * The whole objects that were asked for: `take` gets one after the other, and keeps what it needs. `rest` is waited for now
   * and then. Returns false when one of the names was not found, which has been said on stderr.
   */
  objects(take: (pod: unknown) => void, rest: () => Promise<void>, signal: AbortSignal): Promise<boolean>;
}

export interface Found<Item> {
  readonly items: readonly Item[];
  /** False when one of the names was not found, which has been said on stderr. */
  readonly isAll: boolean;
}

/** Items of a list come without their kind; kubectl gives it back to them. */
export function withKind(pod: unknown): object {
  return { apiVersion: "v1", kind: "Pod", ...(pod as object) };
}

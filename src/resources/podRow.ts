/**
 * One pod as the table keeps it: flat and small (about 300 bytes), times as numbers, text shared where it repeats.
 * Cells are made from it for visible rows only. No field refers into a network buffer.
 */
export interface PodRow {
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** Milliseconds since the epoch; NaN is the zero time (absent). */
  readonly createdAt: number;
  readonly readyContainers: number;
  readonly totalContainers: number;
  /** The STATUS cell. */
  readonly status: string;
  readonly restarts: number;
  /** When the newest last termination finished, milliseconds since the epoch; NaN when the cell shows no age. */
  readonly restartedAt: number;
  /** Empty when absent, as the next two. */
  readonly ip: string;
  readonly node: string;
  readonly nominatedNode: string;
  /** `met/total`, empty when the pod has no readiness gates. */
  readonly readinessGates: string;
  /** `k=v` pairs joined by `,` in the order of --show-labels (the whole pairs compared bytewise); empty for none. Shared between pods. */
  readonly labels: string;
}

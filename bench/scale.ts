/** How much is measured, and for how long. */
export interface Scale {
  /** Pods in the cluster, one stage after the other. */
  readonly sizes: readonly [number, ...number[]];
  /** Starts of the program for the first frame. */
  readonly starts: number;
  /** Complete lists at each size. */
  readonly lists: readonly number[];
  /** `kubectl get pods -A` at each size; at 100,000 pods it takes minutes. */
  readonly kubectlLists: readonly number[];
  /** Runs of `podscope get` and of kubectl's. */
  readonly gets: number;
  /** Time without changes, milliseconds. */
  readonly restMs: number;
  /** Time under changes, milliseconds. */
  readonly changesMs: number;
  readonly changesPerSecond: readonly number[];
  /** Filters typed, narrowed and cleared. */
  readonly filters: number;
}

export const fullScale: Scale = {
  sizes: [10_000, 100_000],
  starts: 21,
  lists: [7, 3],
  kubectlLists: [3, 1],
  gets: 15,
  restMs: 60_000,
  changesMs: 40_000,
  changesPerSecond: [100, 1_000],
  filters: 20,
};

export const quickScale: Scale = {
  sizes: [1_000],
  starts: 5,
  lists: [3],
  kubectlLists: [2],
  gets: 5,
  restMs: 10_000,
  changesMs: 10_000,
  changesPerSecond: [100],
  filters: 5,
};

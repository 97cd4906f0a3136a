/** Values measured several times, in one unit. */
export type Samples = readonly number[];

/** The value in the middle. @throws when there is none. */
export function medianOf(samples: Samples): number {
  return percentileOf(samples, 50);
}

/** The least value that `percent` percent of the samples do not exceed (nearest rank). @throws when there is none. */
export function percentileOf(samples: Samples, percent: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

/** Decimal without leading zero: the only form that two versions can be compared in. */
const decimal = /^[1-9][0-9]*$/;

/**
 * Orders two resource versions: negative, 0 or positive; undefined when they cannot be ordered (only equality is known then).
 * Decimal strings of any length: the longer one is greater, else the one that sorts later (apimachinery util/resourceversion).
 */
export function compareVersions(a: string, b: string): number | undefined {
  if (a === b) return 0;
  if (!decimal.test(a) || !decimal.test(b)) return undefined;
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}

/** True only when `a` is known to be older than `b`. */
export function isOlder(a: string, b: string): boolean {
  const order = compareVersions(a, b);
  return order !== undefined && order < 0;
}

/**
 * Puts a merged list in order: what the patch names in the order of the patch, the rest where it stood among them
 * (apimachinery pkg/util/strategicpatch, normalizeElementOrder).
 * @param order ids in the order that the patch sets. @param before ids in the order of the list before the patch.
 */
export function inElementOrder<T>(
  merged: readonly T[],
  idOf: (item: T) => unknown,
  order: readonly unknown[],
  before: readonly unknown[],
): readonly T[] {
  const isOrdered = (item: T) => order.includes(idOf(item));
  const placeIn = (ids: readonly unknown[]) => (item: T) => ids.indexOf(idOf(item));
  const ordered = sortedBy(merged.filter(isOrdered), placeIn(order));
  const others = sortedBy(
    merged.filter((item) => !isOrdered(item)),
    placeIn(before),
  );
  const sorted: T[] = [];
  for (const next of ordered) {
    const stood = before.indexOf(idOf(next));
    while (others[0] !== undefined && !(stood >= 0 && stood < before.indexOf(idOf(others[0])))) {
      sorted.push(others.shift() as T);
    }
    sorted.push(next);
  }
  return [...sorted, ...others];
}

function sortedBy<T>(items: readonly T[], placeOf: (item: T) => number): T[] {
  return items.toSorted((one, other) => placeOf(one) - placeOf(other));
}

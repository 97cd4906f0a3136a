/**
 * `previous` when `next` is equal to it, part by part: an equal value keeps its identity, so that a view can skip by
 * `===` what did not change. For plain objects, arrays and primitives.
 */
export function keepEqual<T>(previous: T, next: T): T {
  return isEqual(previous, next) ? previous : next;
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isComposite(one) || !isComposite(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(other);
  return (
    names.length === Object.keys(one).length && names.every((name) => name in one && isEqual(one[name], other[name]))
  );
}

function isComposite(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

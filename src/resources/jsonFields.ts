/**
 * Reads fields of JSON that nobody has checked yet. `null` counts as absent everywhere, as for Go. What is there but of another
 * type throws a TypeError that names the field.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

const nothing: JsonObject = {};
const noItems: readonly unknown[] = [];

/** An object, the empty one when absent. */
export function objectOf(value: unknown, field: string): JsonObject {
  return optionalObjectOf(value, field) ?? nothing;
}

export function optionalObjectOf(value: unknown, field: string): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  throw mismatch(value, field, "an object");
}

export function listOf(value: unknown, field: string): readonly unknown[] {
  if (value === undefined || value === null) return noItems;
  if (Array.isArray(value)) return value;
  throw mismatch(value, field, "a list");
}

export function textOf(value: unknown, field: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  throw mismatch(value, field, "text");
}

export function numberOf(value: unknown, field: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === "number") return value;
  throw mismatch(value, field, "a number");
}

export function flagOf(value: unknown, field: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  throw mismatch(value, field, "true or false");
}

/** Milliseconds since the epoch of an RFC 3339 time; NaN when it is absent or Go's zero time. */
export function timeOf(value: unknown, field: string): number {
  if (value === undefined || value === null) return Number.NaN;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw mismatch(value, field, "a time such as 2026-06-15T10:30:05Z");
  return time === zeroTime ? Number.NaN : time;
}

/** `0001-01-01T00:00:00Z`. */
const zeroTime = -62_135_596_800_000;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mismatch(value: unknown, field: string, expected: string): TypeError {
  const found = Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : JSON.stringify(value);
  return new TypeError(`${field} is ${found}, expected ${expected}`);
}

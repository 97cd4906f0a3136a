import { compareQuantities, type Quantity, quantityFrom } from "../resources/quantity.ts";

/** What a row is sorted by: small, made of what a JSONPath found in the object. */
export type SortValue =
  | { readonly kind: "missing" }
  | { readonly kind: "null" }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number | bigint }
  | { readonly kind: "text"; readonly value: string; readonly quantity: Quantity | undefined }
  /** An object or a list has no order. */
  | { readonly kind: "whole" };

const missing: SortValue = { kind: "missing" };
const nothing: SortValue = { kind: "null" };
const whole: SortValue = { kind: "whole" };

/** Only the first value that was found counts, as for kubectl. */
export function sortValueOf(found: readonly unknown[]): SortValue {
  if (found.length === 0) return missing;
  const [value] = found;
  switch (typeof value) {
    case "string":
      return { kind: "text", value, quantity: quantityFrom(value) };
    case "number":
    case "bigint":
      return { kind: "number", value };
    case "boolean":
      return { kind: "flag", value };
    default:
      return value === null || value === undefined ? nothing : whole;
  }
}

const ranks: Readonly<Record<SortValue["kind"], number>> = {
  missing: 0,
  null: 1,
  flag: 2,
  number: 3,
  text: 4,
  whole: 5,
};

/**
 * The order of kubectl's --sort-by (kubectl pkg/cmd/get sorter.go): what lacks the field first; two texts that are both
 * quantities by their amount, other texts by their code, numbers as numbers.
 */
export function compareSortValues(a: SortValue, b: SortValue): number {
  if (a.kind === "text" && b.kind === "text") {
    if (a.quantity !== undefined && b.quantity !== undefined) return compareQuantities(a.quantity, b.quantity);
    return compare(a.value, b.value);
  }
  if ((a.kind === "number" && b.kind === "number") || (a.kind === "flag" && b.kind === "flag")) {
    return compare(a.value, b.value);
  }
  return ranks[a.kind] - ranks[b.kind];
}

function compare<Value extends string | number | bigint | boolean>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { FilterError, type FilterOperator } from "../table/column.ts";

/** What an operator says of two numbers. */
export const comparisons: Readonly<Record<FilterOperator, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

/** True for `=`, false for `!=`. @throws FilterError for any other operator of the term `name`. */
export function equality(name: string, operator: FilterOperator): boolean {
  if (operator === "=") return true;
  if (operator === "!=") return false;
  throw new FilterError(`${name} takes = or !=, not ${operator}`);
}

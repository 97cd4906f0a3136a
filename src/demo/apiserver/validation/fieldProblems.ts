/** How fields are found wanting, in the words of apimachinery pkg/util/validation/field. */
import type { FieldProblem } from "../statusError.ts";

export function required(field: string, detail = ""): FieldProblem {
  return { field, reason: "FieldValueRequired", message: `Required value${detail === "" ? "" : `: ${detail}`}` };
}

export function invalidValue(field: string, value: unknown, detail: string): FieldProblem {
  return { field, reason: "FieldValueInvalid", message: `Invalid value: ${JSON.stringify(value)}: ${detail}` };
}

export function duplicate(field: string, value: string): FieldProblem {
  return { field, reason: "FieldValueDuplicate", message: `Duplicate value: ${JSON.stringify(value)}` };
}

export function forbiddenField(field: string, detail: string): FieldProblem {
  return { field, reason: "FieldValueForbidden", message: `Forbidden: ${detail}` };
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldProblem {
  const list = supported.map((word) => JSON.stringify(word)).join(", ");
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
  return { field, reason: "FieldValueNotSupported", message };
}

/** @param value must be a whole number from 0 on; undefined is fine. */
export function notNegative(field: string, value: number | undefined): readonly FieldProblem[] {
  if (value === undefined || value >= 0) return [];
  return [invalidValue(field, value, "must be greater than or equal to 0")];
}

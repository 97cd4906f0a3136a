import { invalidOptions } from "../statusError.ts";

/** Shall everything be done but writing? @param kind of the options, as `CreateOptions` @throws StatusError Invalid */
export function isDryRun(values: readonly string[], kind: string): boolean {
  if (values.every((value) => value === "All")) return values.length > 0;
  const message = `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`;
  throw invalidOptions(kind, [{ field: "dryRun", reason: "FieldValueNotSupported", message }]);
}

import type { Schema, StructSchema } from "./schema.ts";

/** What is wrong with the fields of a body that a client sent. */
export interface FieldReport {
  /** As `unknown field "spec.foo"`, in the order of the body. */
  readonly unknown: readonly string[];
  /** The first value of a wrong type, as Go's decoder says it. */
  readonly mismatch: string | undefined;
}

/** Compares a body with the fields that its kind has (apimachinery pkg/runtime/serializer/json, strict decoding). */
export function checkFields(body: unknown, struct: StructSchema): FieldReport {
  const unknown: string[] = [];
  let mismatch: string | undefined;
  const visit = (value: unknown, schema: Schema, at: Place): void => {
    if (value === null || value === undefined) return;
    if (schema.type === "Quantity" && !quantity.test(String(value))) mismatch ??= noQuantity;
    const expected = expectedFor(value, schema);
    if (expected !== undefined) {
      mismatch ??= `json: cannot unmarshal ${goKindOf(value)} into Go ${at.goField} of type ${expected}`;
      return;
    }
    if (schema.type === "struct") visitFields(value as object, schema, at);
    if (schema.type === "map")
      for (const [key, member] of Object.entries(value)) visit(member, schema.values, below(at, key));
    if (schema.type === "list") {
      for (const [index, member] of (value as readonly unknown[]).entries()) {
        visit(member, schema.items, { ...at, path: `${at.path}[${index}]` });
      }
    }
  };
  const visitFields = (value: object, { name, fields }: StructSchema, at: Place): void => {
    for (const [key, member] of Object.entries(value)) {
      const field = fields.get(key);
      const place = below(at, key);
      if (field === undefined) unknown.push(`unknown field "${place.path}"`);
      else visit(member, field.schema, { ...place, goField: `struct field ${name}.${place.goPath}` });
    }
  };
  visit(body, struct, { path: "", goPath: "", goField: "value" });
  return { unknown, mismatch };
}

const quantity = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const noQuantity = `quantities must match the regular expression '${quantity.source}'`;

/** Where in a body a value stands. */
interface Place {
  /** `spec.containers[0].name`. */
  readonly path: string;
  /** The same as Go's decoder names it, without places in lists: `spec.containers.name`. */
  readonly goPath: string;
  /** `struct field Container.spec.containers.name`: how a message about the value names it. */
  readonly goField: string;
}

function below(at: Place, key: string): Place {
  const join = (path: string) => (path === "" ? key : `${path}.${key}`);
  return { ...at, path: join(at.path), goPath: join(at.goPath) };
}

/** The Go type that a value should have had; undefined when it has it. */
function expectedFor(value: unknown, schema: Schema): string | undefined {
  switch (schema.type) {
    case "any":
    case "Quantity":
    case "IntOrString":
      return undefined;
    case "string":
      return typeof value === "string" ? undefined : "string";
    case "Time":
    case "MicroTime":
      return typeof value === "string" ? undefined : "string";
    case "boolean":
      return typeof value === "boolean" ? undefined : "bool";
    case "int32":
    case "int64":
      return typeof value === "number" && Number.isInteger(value) ? undefined : schema.type;
    case "list":
      return Array.isArray(value) ? undefined : `[]${goTypeOf(schema.items)}`;
    case "map":
      return isPlainObject(value) ? undefined : `map[string]${goTypeOf(schema.values)}`;
    case "struct":
      return isPlainObject(value) ? undefined : `v1.${schema.name}`;
  }
}

function goTypeOf(schema: Schema): string {
  switch (schema.type) {
    case "struct":
      return `v1.${schema.name}`;
    case "boolean":
      return "bool";
    case "list":
      return `[]${goTypeOf(schema.items)}`;
    case "map":
      return `map[string]${goTypeOf(schema.values)}`;
    default:
      return schema.type;
  }
}

/** As encoding/json names the kind of a value; of numbers that are no integers with the number itself. */
function goKindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "number" : `number ${value}`;
  return typeof value;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

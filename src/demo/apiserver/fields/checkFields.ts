import type { Schema, StructSchema } from "./schema.ts";

/** What is wrong with the fields of a body that a client sent. */
export interface FieldReport {
  /** The body without fields that are unknown or null: what a decoder would keep. */
  readonly known: unknown;
  /** As `unknown field "spec.foo"`, in the order of the body. */
  readonly unknown: readonly string[];
  /** The first value of a wrong type, as Go's decoder says it. */
  readonly mismatch: string | undefined;
}

/** Compares a body with the fields that its kind has (apimachinery pkg/runtime/serializer/json, strict decoding). */
export function checkFields(body: unknown, struct: StructSchema): FieldReport {
  const unknown: string[] = [];
  let mismatch: string | undefined;
  const visit = (value: unknown, schema: Schema, at: Place): unknown => {
    if (value === null || value === undefined) return value;
    if (schema.type === "Quantity" && !quantity.test(String(value))) mismatch ??= noQuantity;
    const expected = expectedFor(value, schema);
    if (expected !== undefined) {
      mismatch ??= `json: cannot unmarshal ${goKindOf(value)} into Go ${at.goField} of type ${expected}`;
      return value;
    }
    switch (schema.type) {
      case "struct":
        return visitFields(value, schema, at);
      case "map":
        return mapped(value, (key, member) => visit(member, schema.values, below(at, key)));
      case "list":
        return (value as readonly unknown[]).map((member, index) =>
          visit(member, schema.items, { ...at, path: `${at.path}[${index}]` }),
        );
      case "Quantity":
        return String(value);
      default:
        return value;
    }
  };
  const visitFields = (value: object, { name, fields }: StructSchema, at: Place) =>
    mapped(value, (key, member) => {
      const field = fields.get(key);
      const place = below(at, key);
      if (field === undefined) unknown.push(`unknown field "${place.path}"`);
      if (field === undefined || member === null) return undefined;
      return visit(member, field.schema, { ...place, goField: `struct field ${name}.${place.goPath}` });
    });
  const known = visit(body, struct, { path: "", goPath: "", goField: "value" });
  return { known, unknown, mismatch };
}

function mapped(value: object, change: (key: string, member: unknown) => unknown): object {
  const entries = Object.entries(value).map(([key, member]) => [key, change(key, member)] as const);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
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

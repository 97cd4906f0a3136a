/**
 * What fields objects have, and how lists of them are merged: one table for unknown fields, patches and OpenAPI.
 *
 * A line is the name of a type and its fields, each `name:type`; a line that begins with spaces goes on with the one before.
 * `name*` must be there. Types: a name of these lines, `string`, `boolean`, `int32`, `int64`, `Time`, `MicroTime`,
 * `IntOrString`, `Quantity`, `any`; `{T}` a map by string, `[T]` a list that is replaced as a whole, `[T]+` one whose members
 * are added, `[T]key` one whose members are merged by a key (`[T]key,other`: apply needs both to tell them apart). `~` behind
 * it: a patch may say which keys stay (`retainKeys`).
 */
import { otherTypes } from "./otherTypes.ts";
import { podTypes } from "./podTypes.ts";

const scalars = ["string", "boolean", "int32", "int64", "Time", "MicroTime", "IntOrString", "Quantity", "any"] as const;

export type Schema = Scalar | ListSchema | MapSchema | StructSchema;

export interface Scalar {
  readonly type: (typeof scalars)[number];
}

export interface ListSchema {
  readonly type: "list";
  readonly items: Schema;
  /** A patch merges it with what is there, instead of replacing that. */
  readonly isMerged: boolean;
  /** What tells members apart; the first is the key of strategic merge patches. Empty for members that are their own key. */
  readonly keys: readonly string[];
}

export interface MapSchema {
  readonly type: "map";
  readonly values: Schema;
}

export interface StructSchema {
  readonly type: "struct";
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Field {
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly retainsKeys: boolean;
}

/** All types by name. */
export const structs: ReadonlyMap<string, StructSchema> = readStructs(`${podTypes}${otherTypes}`);

/** Of an object of this kind; undefined for kinds whose fields are not known here. */
export function schemaOfKind(kind: string): StructSchema | undefined {
  const struct = structs.get(kind);
  return struct?.fields.has("kind") ? struct : undefined;
}

function readStructs(text: string): ReadonlyMap<string, StructSchema> {
  const lines = text.replaceAll(/\n +/g, " ").split("\n");
  const sources = new Map(lines.filter((line) => line !== "").map(nameAndFields));
  const read = new Map<string, StructSchema>();
  const struct = (name: string): StructSchema => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const fields = new Map<string, Field>();
    const made: StructSchema = { type: "struct", name, fields };
    read.set(name, made);
    for (const source of sources.get(name) ?? []) {
      const [, field = "", required, type = ""] = /^(\w+)(\*?):(.+)$/.exec(source) ?? [];
      const retainsKeys = type.endsWith("~");
      const schema = schemaFrom(type.replace("~", ""), struct);
      fields.set(field, { schema, isRequired: required === "*", retainsKeys });
    }
    return made;
  };
  for (const name of sources.keys()) struct(name);
  return read;
}

function nameAndFields(line: string): readonly [string, readonly string[]] {
  const [name = "", ...fields] = line.split(" ");
  return [name, fields];
}

function schemaFrom(type: string, struct: (name: string) => StructSchema): Schema {
  const [, items, merged = ""] = /^\[(.+)\](.*)$/.exec(type) ?? [];
  if (items !== undefined) {
    const keys = merged === "" || merged === "+" ? [] : merged.split(",");
    return { type: "list", items: schemaFrom(items, struct), isMerged: merged !== "", keys };
  }
  const [, values] = /^\{(.+)\}$/.exec(type) ?? [];
  if (values !== undefined) return { type: "map", values: schemaFrom(values, struct) };
  const scalar = scalars.find((name) => name === type);
  return scalar === undefined ? struct(type) : { type: scalar };
}

import type { Field, ListSchema, Schema, StructSchema } from "../fields/schema.ts";
import { StatusError } from "../statusError.ts";
import { inElementOrder } from "./elementOrder.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/**
 * Applies a strategic merge patch: as a merge patch, but lists are merged by the keys of their members, and directives say
 * what a merge cannot (apimachinery pkg/util/strategicpatch): `$patch: replace|delete|merge`, `$retainKeys`,
 * `$deleteFromPrimitiveList/FIELD`, `$setElementOrder/FIELD`.
 * @throws StatusError BadRequest
 */
export function applyStrategicMergePatch(target: JsonObject, patch: unknown, struct: StructSchema): JsonObject {
  if (!isJsonObject(patch)) throw badPatch("the patch is no object");
  return mergedObject(target, patch, struct);
}

const anything: Schema = { type: "any" };
const setElementOrder = "$setElementOrder/";
const deleteFromPrimitiveList = "$deleteFromPrimitiveList/";

function mergedObject(target: JsonObject, patch: JsonObject, schema: Schema): JsonObject {
  const { $patch: directive = "merge", ...changes } = patch;
  if (directive === "replace") return changes;
  if (directive === "delete") return {};
  if (directive !== "merge")
    throw badPatch(`unknown patch type: ${String(directive)} in map: ${JSON.stringify(patch)}`);
  const merged: Record<string, unknown> = retained(target, changes);
  for (const [key, value] of Object.entries(changes)) {
    if (key.startsWith(deleteFromPrimitiveList)) {
      const field = key.slice(deleteFromPrimitiveList.length);
      if (Array.isArray(merged[field])) merged[field] = withoutAll(merged[field], listIn(value, key));
    } else if (key.startsWith("$")) continue;
    else if (value === null) delete merged[key];
    else merged[key] = mergedValue(merged[key], value, fieldOf(schema, key));
  }
  for (const [key, value] of Object.entries(changes)) {
    if (!key.startsWith(setElementOrder)) continue;
    const field = key.slice(setElementOrder.length);
    const list = merged[field];
    if (Array.isArray(list)) merged[field] = reordered(list, target[field], listIn(value, key), fieldOf(schema, field));
  }
  return merged;
}

/** Of fields that are not known all that is certain is that objects are merged. */
function fieldOf(schema: Schema, key: string): Schema {
  if (schema.type === "map") return schema.values;
  const field: Field | undefined = schema.type === "struct" ? schema.fields.get(key) : undefined;
  return field?.schema ?? anything;
}

function mergedValue(target: unknown, value: unknown, schema: Schema): unknown {
  if (isJsonObject(value)) return mergedObject(isJsonObject(target) ? target : {}, value, schema);
  if (!Array.isArray(value)) return value;
  return schema.type === "list" && schema.isMerged
    ? mergedList(Array.isArray(target) ? target : [], value, schema)
    : value;
}

function mergedList(
  target: readonly unknown[],
  patch: readonly unknown[],
  { keys, items }: ListSchema,
): readonly unknown[] {
  const [key] = keys;
  if (key === undefined) return [...new Set([...target, ...patch])];
  const members = patch.map((member) => memberWith(key, member));
  if (members.some(({ $patch }) => $patch === "replace")) return members.filter(({ $patch }) => $patch !== "replace");
  const merged: unknown[] = [...target];
  for (const member of members) {
    const at = merged.findIndex((one) => isJsonObject(one) && one[key] === member[key]);
    const there = merged[at];
    if (member.$patch === "delete") {
      if (at >= 0) merged.splice(at, 1);
    } else if (isJsonObject(there)) merged[at] = mergedObject(there, member, items);
    else merged.push(mergedObject({}, member, items));
  }
  return merged;
}

function memberWith(key: string, member: unknown): JsonObject {
  const isDirective = isJsonObject(member) && member.$patch === "replace";
  if (isJsonObject(member) && (member[key] !== undefined || isDirective)) return member;
  throw badPatch(`map: ${JSON.stringify(member)} does not contain declared merge key: ${key}`);
}

/** Without the fields that `$retainKeys` does not name. */
function retained(target: JsonObject, { $retainKeys: keys, ...changes }: JsonObject): JsonObject {
  if (keys === undefined) return { ...target };
  const kept = listIn(keys, "$retainKeys");
  const isSurplus = (key: string) => !key.startsWith("$") && changes[key] !== null && !kept.includes(key);
  if (Object.keys(changes).some(isSurplus)) throw badPatch("patch content doesn't match retainKeys list");
  return Object.fromEntries(Object.entries(target).filter(([key]) => kept.includes(key)));
}

function reordered(
  merged: readonly unknown[],
  before: unknown,
  order: readonly unknown[],
  schema: Schema,
): readonly unknown[] {
  const key = schema.type === "list" ? schema.keys[0] : undefined;
  const idOf = (item: unknown) => (key !== undefined && isJsonObject(item) ? item[key] : item);
  return inElementOrder(merged, idOf, order.map(idOf), Array.isArray(before) ? before.map(idOf) : []);
}

function withoutAll(list: readonly unknown[], gone: readonly unknown[]): readonly unknown[] {
  return list.filter((item) => !gone.includes(item));
}

function listIn(value: unknown, key: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badPatch(`invalid patch format of ${key}`);
}

function badPatch(why: string): StatusError {
  return new StatusError("BadRequest", why);
}

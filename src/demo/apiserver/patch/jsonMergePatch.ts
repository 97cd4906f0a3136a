import { isJsonObject } from "./json.ts";

/** Applies a merge patch (RFC 7386): null takes a field away, objects are merged, all else is replaced. */
export function applyJsonMergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const merged: Record<string, unknown> = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = applyJsonMergePatch(merged[key], value);
  }
  return merged;
}

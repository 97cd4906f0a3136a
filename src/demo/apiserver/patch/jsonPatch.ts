import { applyPatch, type Operation } from "rfc6902";
import { StatusError } from "../statusError.ts";

/**
 * Applies a JSON patch (RFC 6902): all of its operations or none.
 * @throws StatusError BadRequest, Invalid
 */
export function applyJsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw new StatusError("BadRequest", "json: cannot unmarshal object into Go value of type jsonpatch.Patch");
  }
  const root = { patched: structuredClone(target) };
  const operations = patch.map(belowRoot);
  const failure = applyPatch(root, operations).find((result) => result !== null);
  if (failure != null) throw new StatusError("Invalid", `the JSON patch does not fit: ${failure.message}`);
  return root.patched;
}

/** Below a root, so that an operation may replace the whole target. */
function belowRoot(operation: Operation): Operation {
  const from = "from" in operation ? { from: `/patched${operation.from}` } : {};
  return { ...operation, ...from, path: `/patched${operation.path}` };
}

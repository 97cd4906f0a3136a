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
  const isWhole = applyPatch(root, operations).every((result) => result === null);
  // The real server keeps to itself which operation it was.
  if (!isWhole) throw new StatusError("Invalid", "the server rejected our request due to an error in our request");
  return root.patched;
}

/** Below a root, so that an operation may replace the whole target. */
function belowRoot(operation: Operation): Operation {
  const from = "from" in operation ? { from: `/patched${operation.from}` } : {};
  return { ...operation, ...from, path: `/patched${operation.path}` };
}

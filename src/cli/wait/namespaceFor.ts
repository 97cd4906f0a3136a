import { filterWordsOf } from "../../table/filterWords.ts";
import type { ScopeFlags } from "../arguments.ts";
import { UsageError } from "../usageError.ts";

/**
 * Where to look when a filter names namespaces, as ScopeFlags has it: in the context's own namespace no pod of another one could ever
 * match, and a gate for `--for none` would stand open. @throws UsageError when the flags exclude what the filter asks for.
 */
export function namespaceFor(line: string, given: ScopeFlags["namespace"]): ScopeFlags["namespace"] {
  const terms = filterWordsOf(line).flatMap((word) => (word.kind === "term" && word.name === "ns" ? [word] : []));
  const [only] = terms.flatMap(({ excludes, operator, value = "*" }) =>
    excludes || operator !== "=" || value.includes("*") ? [] : [value.toLowerCase()],
  );
  if (typeof given === "string" && only !== undefined && only !== given) {
    throw new UsageError(`the filter looks for pods of namespace ${only}, and -n leaves only those of ${given}`);
  }
  if (given !== undefined || terms.length === 0) return given;
  return only ?? null;
}

import { fieldTermsFrom } from "../resources/fieldSelector.ts";
import { labelSelectorFrom } from "../resources/labelSelector.ts";
import { podSelectorFrom } from "../resources/podSelector.ts";
import { SelectorError } from "../resources/selectorError.ts";
import type { GetFlags, ScopeFlags } from "./arguments.ts";
import { UsageError } from "./usageError.ts";

/** Refuses flags of `podscope get` that do not go together. @throws UsageError */
export function checkGetFlags(flags: GetFlags): void {
  const problem = contradictionIn(flags);
  if (problem !== undefined) throw new UsageError(problem, "kubectl");
  if (flags.file !== undefined && flags.watch !== "no") {
    throw new UsageError("a file does not change: -w and --watch-only cannot be used with -f");
  }
  if (flags.file !== undefined && flags.record !== undefined) {
    throw new UsageError("a file does not change: --record cannot be used with -f");
  }
  // Of a server's pods kubectl lets the server refuse them, which is told in the server's way.
  if (flags.file !== undefined) checkSelectors(flags);
}

/**
 * Refuses selectors that cannot be understood. A file's are matched here, those for a server there: it may know more fields.
 * @throws UsageError
 */
export function checkSelectors({ selectors: { labels, fields }, file }: ScopeFlags): void {
  const check = (what: string, text: string, read: () => unknown) => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error;
      throw new UsageError(`the provided ${what} ${JSON.stringify(text)} is not valid: ${error.message}`, "kubectl");
    }
  };
  check("selector", labels, () => labelSelectorFrom(labels));
  const fieldsOnly = { labels: "", fields };
  check("field selector", fields, () => (file === undefined ? fieldTermsFrom(fields) : podSelectorFrom(fieldsOnly)));
}

/** Flags that do not go together, in kubectl's words. */
function contradictionIn(flags: GetFlags): string | undefined {
  const { names, selectors, output, watch, watchEvents } = flags;
  if (flags.showLabels && output !== "" && output !== "wide") {
    return `--show-labels option cannot be used with ${output} printer`;
  }
  if (watchEvents && watch === "no") {
    return "--output-watch-events option can only be used with --watch or --watch-only";
  }
  if (names.includes("")) return "resource name may not be empty";
  // The rest is about how a server is asked.
  if (names.length === 0 || flags.file !== undefined) return undefined;
  if (selectors.labels !== "" || selectors.fields !== "") return "name cannot be provided when a selector is specified";
  if (flags.namespace === null) return "a resource cannot be retrieved by name across all namespaces";
  if (names.length > 1 && (watch !== "no" || flags.record !== undefined))
    return "you may only watch a single resource or type of resource at a time";
  return undefined;
}

import { wildcards } from "../../base/wildcards.ts";

/** Where changes are allowed; nowhere by default. */
export interface AllowedContexts {
  /** In the context that the program begins with, not in one that is switched to later. */
  readonly atStart: boolean;
  /** In contexts with such a name, where `*` stands for any letters: `kind-*`. */
  readonly names: readonly string[];
}

/** Changes are allowed in `context`. `startContext` is undefined until it is known. */
export function allowsChanges(
  { atStart, names }: AllowedContexts,
  context: string | undefined,
  startContext: string | undefined,
): boolean {
  if (context === undefined) return false;
  return (atStart && context === startContext) || names.some((name) => fits(name, context));
}

function fits(name: string, context: string): boolean {
  return new RegExp(`^${wildcards(name, ".*")}$`, "s").test(context);
}
